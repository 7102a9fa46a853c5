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
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        var proposals = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        BruteForceNode? node = Tree(history, trial.Number);
        while (node?.Question is { } question)
        {
            double value = Choose(node, question.Name, question.Distribution, trial);
            proposals.Add(question.Name, new ParameterValue(question.Distribution, value));
            node = node.After(value);
        }
        return proposals;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The distribution is continuous, or has more than a million values.</exception>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        if (distribution.Count > MostValues) throw new ArgumentException($"'{name}' has {(double.IsInfinity(distribution.Count) ? "infinitely many" : "more than a million")} values in {distribution}, which cannot all be tried; give it a step");
        BruteForceNode? node = Tree(history, trial.Number);
        foreach ((_, ParameterValue parameter) in trial.Parameters) node = node?.After(parameter.Internal);
        return Choose(node, name, distribution, trial);
    }

    /// <inheritdoc/>
    public bool IsExhausted(StudyHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        BruteForceNode root = Tree(history, except: -1);
        if (root.Question is null) return history.Completed.Any();   // the objective asks for nothing, or nobody has asked yet
        return root.Left(root.Running + 1) <= root.Running;
    }

    private double Choose(BruteForceNode? node, string name, Distribution distribution, SamplingContext trial)
    {
        double[] values = BruteForceNode.Values(distribution);
        double[] free = node is null ? values : [.. values.Where(node.IsFree)];
        if (free.Length == 0) free = values;   // all are tried or running: whoever is left over repeats one
        return free[(int)(CounterRandom.Uniform(_seed ?? trial.Seed, trial.Number, name) * free.Length)];
    }

    // What runs is seen with all the parameters that it has asked for or will be given, which may not be stored yet.
    private static BruteForceNode Tree(StudyHistory history, int except) => BruteForceNode.Root(
        history.Trials.Where(trial => trial.IsFinished && trial.Parameters.Count > 0),
        history.Running.Where(trial => trial.Number != except));
}
