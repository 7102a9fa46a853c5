namespace Microsoft.ML.Data;

/// <summary>Counts hits and adds up log-losses over the rows of a binary classifier's output.</summary>
internal sealed class BinaryTally
{
    private readonly List<(float Score, bool Positive)> _rows = [];
    private readonly string[] _names;
    private double _truePositives;
    private double _falsePositives;
    private double _trueNegatives;
    private double _falseNegatives;
    private double _loss;
    private double _probablePositives;
    private double _probabilities;

    private BinaryTally(string[] names) => _names = names;

    public double Accuracy => (_truePositives + _trueNegatives) / Count;

    public double Entropy => Bits((_truePositives + _falseNegatives) / Count);

    public double LogLoss => _probabilities > 0 ? _loss / _probabilities : 0;

    public double LogLossReduction
    {
        get
        {
            if (_probabilities == 0) return 0;
            double prior = Bits(_probablePositives / _probabilities);
            return (prior - LogLoss) / prior;
        }
    }

    private double Count => _truePositives + _falsePositives + _trueNegatives + _falseNegatives;

    public static BinaryTally Of(IDataView data, string labelName, string scoreName, string? probabilityName, string predictedName)
    {
        DataViewSchema schema = data.Schema;
        DataViewSchema.Column label = EvaluatedColumns.Find(schema, "Label", labelName);
        EvaluatedColumns.Find(schema, "Score", scoreName);
        if (probabilityName is not null) EvaluatedColumns.Find(schema, "Probability", probabilityName);
        EvaluatedColumns.Find(schema, "PredictedLabel", predictedName);
        if (!label.Type.Equals(NumberDataViewType.Single) && !label.Type.Equals(NumberDataViewType.Double) && label.Type is not (BooleanDataViewType or KeyDataViewType { Count: 2 }))
            throw SchemaErrors.Mismatch(nameof(schema), "label", labelName, "Single, Double, Boolean, or a Key with cardinality 2", label.Type.ToString()!);
        DataViewSchema.Column score = EvaluatedColumns.FindSingle(schema, "Score", scoreName);
        DataViewSchema.Column? probability = probabilityName is null ? null : EvaluatedColumns.FindSingle(schema, "Probability", probabilityName);

        string[] names = AnnotationKinds.TextVector(label, AnnotationKinds.KeyValues, 2) is { } values ? [values[1].ToString(), values[0].ToString()] : ["positive", "negative"];
        var tally = new BinaryTally(names);
        using DataViewRowCursor cursor = data.GetRowCursor(probability is { } column ? [label, score, column] : [label, score]);
        Func<float> readLabel = EvaluatedColumns.OpenLabel(cursor, label), readScore = EvaluatedColumns.OpenNumber(cursor, score);
        Func<float> readProbability = probability is { } known ? EvaluatedColumns.OpenNumber(cursor, known) : () => float.NaN;
        while (cursor.MoveNext())
        {
            (float truth, float value) = (readLabel(), readScore());
            if (!float.IsNaN(truth) && !float.IsNaN(value)) tally.Add(truth > 0, value, readProbability());
        }
        return tally;
    }

    public ConfusionMatrix ConfusionMatrix() => new([[_truePositives, _falseNegatives], [_falsePositives, _trueNegatives]], _names, isBinary: true);

    /// <exception cref="ArgumentOutOfRangeException">All rows are of one class.</exception>
    public double AreaUnderRocCurve()
    {
        double positives = _truePositives + _falseNegatives, negatives = _falsePositives + _trueNegatives;
        if (positives == 0) throw ArgumentErrors.Invalid("PosSample", "AUC is not defined when there is no positive class in the data");
        if (negatives == 0) throw ArgumentErrors.Invalid("NegSample", "AUC is not defined when there is no negative class in the data");
        double above = 0, area = 0;
        foreach (IGrouping<float, (float Score, bool Positive)> ties in _rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key))
        {
            double tiedPositives = ties.Count(row => row.Positive), tiedNegatives = ties.Count() - tiedPositives;
            area += tiedNegatives * (above + 0.5 * tiedPositives);
            above += tiedPositives;
        }
        return area / (positives * negatives);
    }

    public double AreaUnderPrecisionRecallCurve()
    {
        double positives = _truePositives + _falseNegatives, hits = 0, misses = 0, recall = 0, precision = 1, area = 0;
        foreach ((_, bool positive) in _rows.OrderByDescending(row => row.Score))
        {
            if (positive)
            {
                double nextRecall = ++hits / positives, nextPrecision = hits / (hits + misses);
                area += (nextRecall - recall) * (precision + nextPrecision) / 2;
                (recall, precision) = (nextRecall, nextPrecision);
            }
            else precision = hits / (hits + ++misses);
        }
        return area;
    }

    private void Add(bool truth, float score, float probability)
    {
        _rows.Add((score, truth));
        bool predicted = score > 0;
        if (truth && predicted) _truePositives++;
        else if (truth) _falseNegatives++;
        else if (predicted) _falsePositives++;
        else _trueNegatives++;
        _loss += float.IsNaN(probability) ? double.NaN : -Math.Log2(truth ? probability : 1.0 - probability);
        if (float.IsNaN(probability)) return;
        _probabilities++;
        if (truth) _probablePositives++;
    }

    private static double Bits(double share)
    {
        if (share is <= 0 or >= 1) return double.IsNaN(share) ? double.NaN : 0;
        return -share * Math.Log2(share) - (1 - share) * Math.Log2(1 - share);
    }
}
