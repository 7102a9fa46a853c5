namespace MlNetDeep.Tuning;

/// <summary>Where <see cref="CostFrugalSampler"/> finds what a trial cost.</summary>
public enum TrialCost
{
    /// <summary>Every trial costs the same.</summary>
    None,

    /// <summary>The seconds from start to end. They differ from run to run, and so does the search.</summary>
    Duration,

    /// <summary>A number that the objective attached: <see cref="CostFrugalOptions.CostAttribute"/>. A trial without it counts as the dearest.</summary>
    UserAttribute,
}
