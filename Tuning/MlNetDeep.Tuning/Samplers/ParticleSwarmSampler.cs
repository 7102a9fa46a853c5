namespace MlNetDeep.Tuning;

/// <summary>
/// Particle swarm optimisation: particles fly through the space, drawn to the best point that each has found and to the best of all.
/// Simple and parallel; every particle of a move is independent of the others.
/// </summary>
/// <remarks>
/// <para>Follows Kennedy and Eberhart, "Particle Swarm Optimization" (1995), by default with the constants of Clerc and Kennedy, "The
/// Particle Swarm: Explosion, Stability, and Convergence" (2002), with which the swarm closes in;
/// <see cref="ParticleSwarmOptions.Original"/> has the first ones.</para>
/// <para>Integers and other steps are rounded to what the trial runs with. A particle's choice without an order is its last one, its own
/// best one's or the swarm's best one's, in proportion to the forces, and now and then any. Failed trials are worse than all others;
/// pruned and infeasible ones come after complete and feasible ones. When all particles run and a worker asks for more, a particle is
/// sent twice.</para>
/// </remarks>
public sealed class ParticleSwarmSampler : ISampler
{
    private readonly BatchReplay _replay;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it searches; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public ParticleSwarmSampler(ParticleSwarmOptions? options = null)
    {
        ParticleSwarmOptions checkedOptions = options ?? new ParticleSwarmOptions();
        checkedOptions.Validate();
        _replay = new BatchReplay(new ReplayOptions(nameof(ParticleSwarmSampler), "swarm", frame => new SwarmSearch(frame, checkedOptions)) { Seed = checkedOptions.Seed });
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The study has several objectives.</exception>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial) => _replay.Propose(history, trial);

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution) => _replay.Draw(history, trial, name, distribution);
}
