namespace Microsoft.ML.Data;

/// <summary>How well a classifier of yes and no predicts that also gives probabilities.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(BinaryTally tally) : base(tally)
    {
        LogLoss = tally.LogLoss;
        LogLossReduction = tally.LogLossReduction;
        Entropy = tally.Entropy;
    }

    /// <summary>The mean of -log2(p), where p is the probability given to the truth; 0 is perfect.</summary>
    public double LogLoss { get; }

    /// <summary>How much better the log-loss is than that of predicting the frequency: 1 is perfect, 0 no better.</summary>
    public double LogLossReduction { get; }

    /// <summary>The log-loss of predicting the frequency of positive rows, in bits.</summary>
    public double Entropy { get; }
}
