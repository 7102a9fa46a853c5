namespace MlNetDeep.Networks;

/// <summary>The share of right decisions. NaN without samples.</summary>
/// <remarks><inheritdoc cref="ClassMetric" path="/remarks"/></remarks>
public sealed class Accuracy : DecisionMetric
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    private protected override double Of(ClassTally tally) => tally.Accuracy;
}
