namespace MlNetDeep.Tuning;

/// <summary>
/// Tries every configuration of a discrete space once, in random order, and then ends the search. The space need not be declared: it
/// is discovered as a tree of what objectives ask for, so that conditional parameters are plain <c>if</c>s here too.
/// </summary>
/// <remarks>
/// Parameters are ints, floats with a step, or choices, of at most a million values each. Trials that failed or were pruned count as
/// tried, and those that run too, so that workers in other threads and processes do not repeat them.
/// </remarks>
public sealed class BruteForceSampler : ISampler
{
    private const int MostValues = 1_000_000;

    private readonly long? _seed;

    /// <summary>Creates the sampler.</summary>
    /// <param name="seed">The seed of the order; null takes the study's.</param>
    public BruteForceSampler(long? seed = null) => _seed = seed;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The distribution is continuous, or has more than a million values.</exception>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        if (distribution.Count > MostValues) throw new ArgumentException($"'{name}' has {(double.IsInfinity(distribution.Count) ? "infinitely many" : "more than a million")} values in {distribution}, which cannot all be tried; give it a step");
        BruteForceNode? here = BruteForceNode.Root(Others(history, trial.Number)).Find(trial.Parameters);
        double[] values = BruteForceNode.Values(distribution);
        double[] left = here is null ? values : [.. values.Where(value => !here.IsTried(value))];
        if (left.Length == 0) left = values;   // all are tried or running: whoever is left over repeats one
        return left[(int)(CounterRandom.Uniform(_seed ?? trial.Seed, trial.Number, name) * left.Length)];
    }

    /// <inheritdoc/>
    public bool IsExhausted(StudyHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        TrialRecord[] ended = [.. history.Trials.Where(trial => trial.IsFinished && trial.Parameters.Count > 0)];
        if (ended.Length == 0) return history.Completed.Any();   // an objective that asks for nothing
        // Each of those that run will take one of those left, wherever in the tree it is now.
        int running = history.Running.Count;
        return BruteForceNode.Root(ended).Left(running + 1) <= running;
    }

    // What runs is seen with all the parameters that it has asked for so far, which may not be stored yet.
    private static IEnumerable<TrialRecord> Others(StudyHistory history, int except) =>
        history.Trials.Where(trial => trial.IsFinished && trial.Parameters.Count > 0).Concat(history.Running.Where(trial => trial.Number != except && trial.Parameters.Count > 0));
}
