namespace MlNetDeep.Networks;

/// <summary>How often each class was right, predicted, and there: enough for all scores of decisions but the whole table of mistakes.</summary>
internal sealed class ClassTally(int classes)
{
    private readonly long[] _right = new long[classes];
    private readonly long[] _predicted = new long[classes];
    private readonly long[] _actual = new long[classes];

    public int Classes => classes;

    public long Total { get; private set; }

    public double Accuracy => Share(_right.Sum(), Total, double.NaN);

    /// <summary>How much better than chance: (accuracy - expected) / (1 - expected) (Cohen 1960).</summary>
    public double Kappa
    {
        get
        {
            double agreement = Products() / ((double)Total * Total);
            return (Accuracy - agreement) / (1 - agreement);
        }
    }

    /// <summary>The correlation between labels and predictions for any number of classes (Gorodkin 2004).</summary>
    public double Matthews
    {
        get
        {
            double total = (double)Total * Total;
            double predicted = total - _predicted.Sum(n => (double)n * n), actual = total - _actual.Sum(n => (double)n * n);
            double covariance = (double)_right.Sum() * Total - Products();
            return Total == 0 ? double.NaN : predicted == 0 || actual == 0 ? 0 : covariance / Math.Sqrt(predicted * actual);
        }
    }

    public void Add(int actual, int predicted)
    {
        if (actual == predicted) _right[actual]++;
        _actual[actual]++;
        _predicted[predicted]++;
        Total++;
    }

    public double Precision(int label) => Share(_right[label], _predicted[label], 0);

    public double Recall(int label) => Share(_right[label], _actual[label], 0);

    public double F1(int label) => Share(2 * _right[label], _predicted[label] + _actual[label], 0);

    public double IoU(int label) => Share(_right[label], _predicted[label] + _actual[label] - _right[label], double.NaN);

    public long Support(int label) => _actual[label];

    /// <summary>Averages a score of classes; those that neither occur nor are predicted have no share, as in scikit-learn.</summary>
    public double Average(Averaging averaging, Func<int, double> score)
    {
        if (Total == 0) return double.NaN;
        switch (averaging)
        {
            case Averaging.Automatic when classes == 2: return score(1);
            // With one label for each sample a wrong decision is a false positive of one class and a false negative of another.
            case Averaging.Micro: return Accuracy;
            case Averaging.Weighted: return Enumerable.Range(0, classes).Sum(label => score(label) * _actual[label]) / Total;
            default: return Enumerable.Range(0, classes).Where(label => _actual[label] + _predicted[label] > 0).Average(score);
        }
    }

    private double Products() => Enumerable.Range(0, classes).Sum(label => (double)_actual[label] * _predicted[label]);

    private static double Share(long part, long whole, double otherwise) => whole > 0 ? (double)part / whole : otherwise;
}
