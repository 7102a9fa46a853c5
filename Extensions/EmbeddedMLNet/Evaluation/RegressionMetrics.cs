namespace Microsoft.ML.Data;

/// <summary>How well numbers are predicted.</summary>
public sealed class RegressionMetrics
{
    internal RegressionMetrics(double meanAbsoluteError, double meanSquaredError, double rSquared)
    {
        MeanAbsoluteError = meanAbsoluteError;
        MeanSquaredError = meanSquaredError;
        LossFunction = meanSquaredError;
        RootMeanSquaredError = Math.Sqrt(meanSquaredError);
        RSquared = rSquared;
    }

    /// <summary>The mean of the absolute errors.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>The mean of the squared errors.</summary>
    public double MeanSquaredError { get; }

    /// <summary>The root of the mean of the squared errors.</summary>
    public double RootMeanSquaredError { get; }

    /// <summary>The mean of the loss function, which is the squared error.</summary>
    public double LossFunction { get; }

    /// <summary>The coefficient of determination: 1 is perfect, 0 no better than the mean; not a number when all labels are equal, 0 without rows.</summary>
    public double RSquared { get; }
}
