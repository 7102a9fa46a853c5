namespace MlNetDeep.Tuning;

/// <summary>How a <see cref="ParticleSwarmSampler"/> searches.</summary>
public sealed record ParticleSwarmOptions
{
    /// <summary>The seed; null, the default, takes the study's.</summary>
    public long? Seed { get; init; }

    /// <summary>The number of particles, at least 2. Default 10.</summary>
    public int Particles { get; init; } = 10;

    /// <summary>
    /// How much of its velocity a particle keeps, 0 to 1. Default 0.7298, that of Clerc and Kennedy's constriction; 1 is the
    /// original of 1995.
    /// </summary>
    public double Inertia { get; init; } = 0.7298;

    /// <summary>How strongly a particle is drawn to its own best point, at least 0. Default 1.4962; the original of 1995 has 2.</summary>
    public double C1 { get; init; } = 1.4962;

    /// <summary>How strongly a particle is drawn to the swarm's best point, at least 0. Default 1.4962; the original of 1995 has 2.</summary>
    public double C2 { get; init; } = 1.4962;

    /// <summary>The fastest move as a share of each range, above 0 and at most 1. Default 0.5.</summary>
    public double MaxVelocity { get; init; } = 0.5;

    /// <summary>
    /// The original's constants, which SharpLearning has too: the whole velocity is kept and both pulls are 2, so that the swarm
    /// flies on instead of closing in.
    /// </summary>
    public static ParticleSwarmOptions Original { get; } = new() { Inertia = 1, C1 = 2, C2 = 2 };

    internal void Validate()
    {
        if (Particles < 2) throw new ArgumentOutOfRangeException(nameof(Particles), FormattableString.Invariant($"a swarm needs at least 2 particles, not {Particles}"));
        if (!(Inertia is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(Inertia), FormattableString.Invariant($"the inertia must be from 0 to 1, but is {Inertia}"));
        if (!(C1 >= 0 && double.IsFinite(C1))) throw new ArgumentOutOfRangeException(nameof(C1), FormattableString.Invariant($"c1 must not be negative, but is {C1}"));
        if (!(C2 >= 0 && double.IsFinite(C2))) throw new ArgumentOutOfRangeException(nameof(C2), FormattableString.Invariant($"c2 must not be negative, but is {C2}"));
        if (C1 + C2 == 0) throw new ArgumentOutOfRangeException(nameof(C2), "c1 and c2 must not both be 0, or the swarm learns nothing");
        if (!(MaxVelocity > 0 && MaxVelocity <= 1)) throw new ArgumentOutOfRangeException(nameof(MaxVelocity), FormattableString.Invariant($"the largest velocity must be above 0 and at most 1, but is {MaxVelocity}"));
    }
}
