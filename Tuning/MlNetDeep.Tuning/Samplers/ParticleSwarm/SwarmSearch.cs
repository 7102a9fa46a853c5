namespace MlNetDeep.Tuning;

/// <summary>A particle swarm in the unit cube, a batch for each move of the swarm.</summary>
internal sealed class SwarmSearch : BatchSearch
{
    private readonly SearchFrame _frame;
    private readonly ParticleSwarmOptions _options;
    private readonly Particle[] _particles;
    private int _moves;

    public SwarmSearch(SearchFrame frame, ParticleSwarmOptions options)
    {
        (_frame, _options) = (frame, options);
        _particles = [.. Enumerable.Range(0, options.Particles).Select(i => new Particle(Start(i), [.. Enumerable.Range(0, frame.Dimensions.Count).Select(d => StartVelocity(i, d))]))];
        // What is known already attracts from the beginning.
        Best = frame.Origin;
    }

    /// <inheritdoc/>
    public override int Size => _particles.Length;

    /// <summary>The best trial of the swarm; null before the first.</summary>
    public Member? Best { get; private set; }

    /// <summary>The particles.</summary>
    public IReadOnlyList<Particle> Particles => _particles;

    /// <inheritdoc/>
    // Workers for whom no particle is left make the next move of one that is still evaluated, with other random numbers.
    public override double[] Propose(int slot, int trial) => slot < Size ? _particles[slot].Position : Move(_particles[slot % Size], trial, "swarm.aside").Position;

    /// <inheritdoc/>
    public override void Tell(IReadOnlyList<Member> members)
    {
        foreach (Member member in members)
        {
            Particle particle = _particles[member.Slot % Size];
            particle.Learn(member);
            if (member.IsBetterThan(Best)) Best = member;
            // A trial with prescribed values has taken its particle there.
            if (member.Slot < Size) particle.Position = member.Point;
        }
        _moves++;
        for (int i = 0; i < Size; i++) _particles[i] = Move(_particles[i], _moves, FormattableString.Invariant($"swarm.{i}"));
    }

    // A Latin hypercube: one particle in each slice of every dimension.
    private double[] Start(int particle)
    {
        int n = _options.Particles;
        double[] point = new double[_frame.Dimensions.Count];
        for (int d = 0; d < point.Length; d++)
        {
            int[] slices = [.. Enumerable.Range(0, n).OrderBy(i => _frame.Uniform(i, "swarm.slice", d))];
            point[d] = (slices[particle] + _frame.Uniform(particle, "swarm.start", d)) / n;
        }
        return point;
    }

    private double StartVelocity(int particle, int dimension) => _options.MaxVelocity * (_frame.Uniform(particle, "swarm.velocity", dimension) - 0.5);

    private Particle Move(Particle particle, int draw, string purpose)
    {
        var moved = new Particle([.. particle.Position], [.. particle.Velocity]);
        if (particle.Best is { } known) moved.Learn(known);
        double[] own = (particle.Best ?? Best)?.Point ?? particle.Position, swarm = Best?.Point ?? particle.Position;
        for (int d = 0; d < own.Length; d++)
        {
            double toOwn = _options.C1 * _frame.Uniform(draw, purpose + ".own", d), toSwarm = _options.C2 * _frame.Uniform(draw, purpose + ".swarm", d);
            if (_frame.IsCategory(d))
            {
                moved.Position[d] = Choose(d, draw, purpose, (particle.Position[d], _options.Inertia), (own[d], toOwn), (swarm[d], toSwarm));
                continue;
            }
            double velocity = _options.Inertia * particle.Velocity[d] + toOwn * (own[d] - particle.Position[d]) + toSwarm * (swarm[d] - particle.Position[d]);
            velocity = Math.Clamp(velocity, -_options.MaxVelocity, _options.MaxVelocity);
            double position = particle.Position[d] + velocity;
            // A border stops a particle; it must not push against it for moves to come.
            (moved.Position[d], moved.Velocity[d]) = position is >= 0 and <= 1 ? (position, velocity) : (Math.Clamp(position, 0, 1), 0);
        }
        return moved;
    }

    // Choices have no distance to fly: each of the three forces wins in proportion to its strength, and sometimes a chance.
    private double Choose(int dimension, int draw, string purpose, params ReadOnlySpan<(double Point, double Strength)> forces)
    {
        double chance = 1.0 / _frame.Dimensions.Count, wanted = _frame.Uniform(draw, purpose + ".choice", dimension);
        if (wanted < chance) return _frame.Uniform(draw, purpose + ".chance", dimension);
        double sum = 0, left = 0;
        foreach ((_, double strength) in forces) sum += strength;
        left = (wanted - chance) / (1 - chance) * sum;
        foreach ((double point, double strength) in forces)
        {
            if (left < strength) return point;
            left -= strength;
        }
        return forces[^1].Point;
    }
}
