namespace MlNetDeep.Networks;

/// <summary>
/// The share of right decisions among those for a class: how far a yes can be trusted. 0 for a class that was never predicted, as in
/// scikit-learn; NaN without samples.
/// </summary>
/// <remarks><inheritdoc cref="ClassMetric" path="/remarks"/></remarks>
public sealed class Precision : AveragedMetric
{
    private protected override string Stem => "precision";

    private protected override double Of(ClassTally tally, int label) => tally.Precision(label);
}
