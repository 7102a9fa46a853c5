namespace MlNetDeep.Networks;

/// <summary>The mean of (output - target)^2 over all numbers of all samples; named <c>mse</c>. NaN without samples.</summary>
public sealed class MeanSquaredErrorMetric : ErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "mse";

    private protected override double Of(double output, double target) => (output - target) * (output - target);
}
