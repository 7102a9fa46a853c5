namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>
/// Particle swarm optimisation (Kennedy and Eberhart 1995), by a <see cref="ParticleSwarmSampler"/>; discrete parameters stay discrete.
/// Unlike in SharpLearning <see cref="Optimize"/> returns all results, not only the best one of each particle.
/// </summary>
public sealed class ParticleSwarmOptimizer : IOptimizer
{
    private readonly SpecifiedSearch _search;
    private readonly ParticleSwarmSampler _sampler;
    private readonly int _trials, _parallelism;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">One spec for each entry of the parameter set.</param>
    /// <param name="maxIterations">How often the swarm moves, its first place included; at least 1.</param>
    /// <param name="numberOfParticles">The number of particles, at least 2.</param>
    /// <param name="c1">How strongly a particle is drawn to its own best point, at least 0.</param>
    /// <param name="c2">How strongly a particle is drawn to the swarm's best point, at least 0.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="maxDegreeOfParallelism">How many particles are evaluated at a time; -1 for one on each processor.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public ParticleSwarmOptimizer(IParameterSpec[] parameters, int maxIterations, int numberOfParticles = 10, double c1 = 2, double c2 = 2, int seed = 42, int maxDegreeOfParallelism = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxIterations, 1);
        _search = new SpecifiedSearch(parameters, seed);
        _sampler = new ParticleSwarmSampler(new ParticleSwarmOptions { Particles = numberOfParticles, Inertia = 1, C1 = c1, C2 = c2 });
        (_trials, _parallelism) = (maxIterations * numberOfParticles, Math.Min(numberOfParticles, SpecifiedSearch.Parallelism(runParallel: true, maxDegreeOfParallelism)));
    }

    /// <inheritdoc/>
    public OptimizerResult OptimizeBest(Func<double[], OptimizerResult> functionToMinimize) => SpecifiedSearch.Best(Optimize(functionToMinimize));

    /// <inheritdoc/>
    public OptimizerResult[] Optimize(Func<double[], OptimizerResult> functionToMinimize) => _search.Run(_sampler, _trials, _parallelism, functionToMinimize);
}
