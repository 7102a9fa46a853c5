namespace MlNetDeep.Tuning;

/// <summary>A particle of a <see cref="SwarmSearch"/>: where it is, how it moves, and the best that it has found.</summary>
internal sealed class Particle(double[] position, double[] velocity)
{
    /// <summary>The point in the unit cube to evaluate next.</summary>
    public double[] Position { get; set; } = position;

    /// <summary>How far each coordinate moved last.</summary>
    public double[] Velocity { get; } = velocity;

    /// <summary>The best trial; null before the first.</summary>
    public Member? Best { get; private set; }

    /// <summary>Takes note of a trial.</summary>
    public void Learn(Member member)
    {
        if (member.IsBetterThan(Best)) Best = member;
    }
}
