namespace MlNetDeep.Tuning;

/// <summary>How a <see cref="TpeSampler"/> searches.</summary>
public sealed record TpeOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>How many trials must be complete, pruned or paused before the sampler learns; until then it draws at random. At least 0, default 10.</summary>
    public int StartupTrials { get; init; } = 10;

    /// <summary>How many candidates are drawn from the good trials' density, of which the best is proposed. At least 1, default 24.</summary>
    public int Candidates { get; init; } = 24;

    /// <summary>
    /// Which part of the trials counts as good, rounded up, but never more than 25 trials; above 0 and below 1. Less exploits more.
    /// Null, the default, takes 0.15 with <see cref="Multivariate"/>, since a dependence shows in more trials only, and 0.125 without.
    /// </summary>
    public double? GoodShare { get; init; }

    /// <summary>The weight of the uniform-like prior beside the trials, which weigh at most 1 each; above 0, default 1. More explores more.</summary>
    public double PriorWeight { get; init; } = 1;

    /// <summary>
    /// True, the default, models parameters that occur together by one joint density, so that their dependence is learned; false
    /// models each parameter on its own.
    /// </summary>
    public bool Multivariate { get; init; } = true;

    /// <summary>
    /// With <see cref="Multivariate"/>: true, the default, divides a conditional space into groups of parameters that always occur
    /// together, each with a joint density; false models jointly only the parameters that every trial has, and the others one by one.
    /// </summary>
    public bool Group { get; init; } = true;

    internal double ActualGoodShare => GoodShare ?? (Multivariate ? 0.15 : 0.125);

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(StartupTrials);
        ArgumentOutOfRangeException.ThrowIfLessThan(Candidates, 1);
        if (GoodShare is not (null or (> 0 and < 1))) throw new ArgumentOutOfRangeException(nameof(GoodShare), GoodShare, "the share of good trials must be above 0 and below 1");
        if (!(PriorWeight > 0 && double.IsFinite(PriorWeight))) throw new ArgumentOutOfRangeException(nameof(PriorWeight), PriorWeight, "the prior needs a weight above 0, or the densities could vanish");
    }
}
