namespace Microsoft.ML.Data;

/// <summary>How well a classifier of two or more classes predicts.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(
        double microAccuracy, double macroAccuracy, double logLoss, double logLossReduction, double[] perClassLogLoss,
        int topKPredictionCount, double[]? topKAccuracyForAllK, ConfusionMatrix confusionMatrix)
    {
        MicroAccuracy = microAccuracy;
        MacroAccuracy = macroAccuracy;
        LogLoss = logLoss;
        LogLossReduction = logLossReduction;
        PerClassLogLoss = perClassLogLoss;
        TopKPredictionCount = topKPredictionCount;
        TopKAccuracyForAllK = topKAccuracyForAllK;
        TopKAccuracy = topKAccuracyForAllK is null ? 0 : topKAccuracyForAllK[Math.Min(topKPredictionCount, topKAccuracyForAllK.Length) - 1];
        ConfusionMatrix = confusionMatrix;
    }

    /// <summary>The mean of -ln(p), where p is the probability given to the true class; 0 is perfect.</summary>
    public double LogLoss { get; }

    /// <summary>How much better the log-loss is than that of predicting the frequencies of the classes: 1 is perfect, 0 no better.</summary>
    public double LogLossReduction { get; }

    /// <summary>The mean over the classes of the part of their rows that is predicted rightly; classes without rows do not count.</summary>
    public double MacroAccuracy { get; }

    /// <summary>The part of all rows that is predicted rightly.</summary>
    public double MicroAccuracy { get; }

    /// <summary>The part of rows whose class is among the <see cref="TopKPredictionCount"/> best; 0 when it was not asked for.</summary>
    public double TopKAccuracy { get; }

    /// <summary>The number of best classes that was asked for; 0 is none.</summary>
    public int TopKPredictionCount { get; }

    /// <summary>The part of rows whose class is among the k best, for k = 1, 2, ...; null when it was not asked for.</summary>
    public IReadOnlyList<double>? TopKAccuracyForAllK { get; }

    /// <summary>The log-loss over the rows of each class; 0 for a class without rows.</summary>
    public IReadOnlyList<double> PerClassLogLoss { get; }

    /// <summary>How often each class is predicted for rows of each class.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}
