namespace MlNetDeep.Networks;

/// <summary>
/// The root of the mean of (output - target)^2 over all numbers of all samples, in the unit of the target; named <c>rmse</c>. NaN without
/// samples.
/// </summary>
public sealed class RootMeanSquaredError : ErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    private protected override double Of(double output, double target) => (output - target) * (output - target);

    private protected override double Of(double mean) => Math.Sqrt(mean);
}
