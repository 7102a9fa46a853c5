namespace MlNetDeep.Networks;

/// <summary>
/// The mean of |output - target| over all numbers of all samples, in the unit of the target; named <c>mae</c>. NaN without samples.
/// </summary>
public sealed class MeanAbsoluteErrorMetric : ErrorMetric
{
    /// <inheritdoc/>
    public override string Name => "mae";

    private protected override double Of(double output, double target) => Math.Abs(output - target);
}
