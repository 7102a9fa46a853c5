namespace MlNetDeep.Networks;

/// <summary>
/// The harmonic mean of precision and recall, 2 * right / (predicted + there). 0 for a class that neither occurs nor is predicted, as in
/// scikit-learn; NaN without samples.
/// </summary>
/// <remarks><inheritdoc cref="ClassMetric" path="/remarks"/></remarks>
public sealed class F1 : AveragedMetric
{
    private protected override string Stem => "f1";

    private protected override double Of(ClassTally tally, int label) => tally.F1(label);
}
