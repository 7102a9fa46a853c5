namespace Microsoft.ML.Data;

/// <summary>How well a classifier of yes and no predicts.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(BinaryTally tally)
    {
        AreaUnderRocCurve = tally.AreaUnderRocCurve();
        AreaUnderPrecisionRecallCurve = tally.AreaUnderPrecisionRecallCurve();
        Accuracy = tally.Accuracy;
        ConfusionMatrix = tally.ConfusionMatrix();
        PositivePrecision = ConfusionMatrix.PerClassPrecision[0];
        PositiveRecall = ConfusionMatrix.PerClassRecall[0];
        NegativePrecision = ConfusionMatrix.PerClassPrecision[1];
        NegativeRecall = ConfusionMatrix.PerClassRecall[1];
        double sum = PositivePrecision + PositiveRecall;
        F1Score = sum == 0 ? 0 : 2 * PositivePrecision * PositiveRecall / sum;
    }

    /// <summary>The probability that a positive row has a higher score than a negative one; equal scores count half.</summary>
    public double AreaUnderRocCurve { get; }

    /// <summary>The part of all rows that is predicted rightly.</summary>
    public double Accuracy { get; }

    /// <summary>The part of positive predictions that is right; 0 when there are none.</summary>
    public double PositivePrecision { get; }

    /// <summary>The part of positive rows that is predicted so; 0 when there are none.</summary>
    public double PositiveRecall { get; }

    /// <summary>The part of negative predictions that is right; 0 when there are none.</summary>
    public double NegativePrecision { get; }

    /// <summary>The part of negative rows that is predicted so; 0 when there are none.</summary>
    public double NegativeRecall { get; }

    /// <summary>The harmonic mean of precision and recall of the positive class.</summary>
    public double F1Score { get; }

    /// <summary>The area under precision over recall, by the lower trapezoid estimator (Boyd, Eng, Page 2013).</summary>
    public double AreaUnderPrecisionRecallCurve { get; }

    /// <summary>How often each class is predicted for rows of each class; the positive class comes first.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}
