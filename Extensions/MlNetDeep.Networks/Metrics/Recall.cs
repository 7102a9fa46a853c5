namespace MlNetDeep.Networks;

/// <summary>The share of a class that was found. 0 for a class that does not occur, as in scikit-learn; NaN without samples.</summary>
/// <remarks><inheritdoc cref="ClassMetric" path="/remarks"/></remarks>
public sealed class Recall : AveragedMetric
{
    private protected override string Stem => "recall";

    private protected override double Of(ClassTally tally, int label) => tally.Recall(label);
}
