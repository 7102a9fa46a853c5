using System.Collections.Frozen;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// The tree-structured Parzen estimator: divides the trials into the best ones and the others, models both by kernel densities, and
/// proposes what is much likelier among the good ones. Cheap, robust, at home in mixed and conditional spaces.
/// </summary>
/// <remarks>
/// <para>Follows Bergstra et al., "Algorithms for Hyper-Parameter Optimization" (2011) and "Making a Science of Model Search" (2013);
/// the joint densities Falkner et al., "BOHB" (2018) and Watanabe, "Tree-Structured Parzen Estimator: Understanding Its Algorithm
/// Components and Their Roles for Better Empirical Performance" (2023); several objectives Ozaki et al., "Multiobjective
/// Tree-Structured Parzen Estimator" (2022). Unlike there, the good trials of a single objective are weighted by rank.</para>
/// <para>Pruned trials count as worse than complete ones, the worse the earlier they ended; trials that violate constraints as worse
/// than all that keep them, by violation; trials that run as bad ones, which keeps parallel proposals apart. What has been evaluated is
/// not proposed again while a discrete space has other values.</para>
/// <para>Parameters may come and go between trials: those that always occur together are modelled together
/// (<see cref="TpeOptions.Group"/>), each by the trials that have them in the range asked for now.</para>
/// </remarks>
public sealed class TpeSampler : ISampler
{
    // How often candidates are drawn before a repetition is accepted.
    private const int MostRounds = 10;

    private readonly TpeOptions _options;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it searches; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TpeSampler(TpeOptions? options = null)
    {
        _options = options ?? new TpeOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        Observations observations = history.Observations;
        if (observations.Count == 0) return FrozenDictionary<string, ParameterValue>.Empty;
        SearchSpace space = observations.Space;
        double[] point = new double[space.Dimensions.Count];
        Array.Fill(point, double.NaN);
        double Fill(int d) => Uniform(trial, space.Dimensions[d].Name);
        if (observations.Count < _options.StartupTrials) return Complete(space, point, Fill);

        TpeSplit split = TpeSplit.Of(observations, history.Directions.Count, _options.ActualGoodShare);
        List<TpeBlock> blocks = Blocks(observations).ConvertAll(dimensions => new TpeBlock(dimensions, Array.ConvertAll(dimensions, d => TpeColumn.Of(observations.Columns[d], history.Running)), split, _options));
        SplitMix random = Random(trial, "tpe");
        IReadOnlyDictionary<string, ParameterValue>? best = null;
        for (int round = 0; round < MostRounds; round++)
        {
            foreach (TpeBlock block in blocks)
            {
                block.Draw(random);
                block.Place(0, point);
            }
            IReadOnlyDictionary<string, ParameterValue> proposal = Complete(space, point, Fill);
            best ??= proposal;
            if (!Unrepeated.IsRepeated(history, proposal)) return proposal;   // always where a value is continuous
            if (NextBest(history, space, blocks, point, Fill) is { } next) return next;
        }
        return best!;   // near the good trials nothing is new; the study changes a parameter at random
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        Observations observations = history.Observations;
        if (observations.Count < Math.Max(1, _options.StartupTrials) || observations.Find(name) is not { } column)
            return distribution.FromUnit(Uniform(trial, name));

        // No proposal fitted: the range has changed, or nobody thought that the objective would ask. What was seen still tells.
        var block = new TpeBlock([0], [TpeColumn.Of(column, history.Running, distribution)], TpeSplit.Of(observations, history.Directions.Count, _options.ActualGoodShare), _options);
        SplitMix random = Random(trial, name);
        block.Draw(random);
        double[] point = new double[1];
        block.Place(0, point);
        return distribution.FromUnit(point[0]);
    }

    private SplitMix Random(SamplingContext trial, string purpose) => new(CounterRandom.Bits(_options.Seed ?? trial.Seed, trial.Number, purpose, 1));

    private double Uniform(SamplingContext trial, string name) => CounterRandom.Uniform(_options.Seed ?? trial.Seed, trial.Number, name);

    // The parameters that are modelled jointly. Single values need no model.
    private List<int[]> Blocks(Observations observations)
    {
        int[] open = [.. Enumerable.Range(0, observations.Columns.Count).Where(d => !observations.Columns[d].Distribution.IsSingle)];
        if (!_options.Multivariate) return [.. open.Select(d => new[] { d })];
        var blocks = new List<int[]>();
        foreach (IGrouping<bool, int> part in open.GroupBy(d => observations.Columns[d].Present == observations.Count))
        {
            if (part.Key) blocks.Add([.. part]);
            else blocks.AddRange(_options.Group ? Groups(observations, [.. part]) : part.Select(d => new[] { d }));
        }
        return blocks;
    }

    // Parameters that occur in the same trials.
    private static List<int[]> Groups(Observations observations, int[] dimensions)
    {
        var groups = new List<List<int>>();
        foreach (int d in dimensions)
        {
            if (groups.Find(group => OccursWith(observations.Columns[group[0]], observations.Columns[d])) is { } found) found.Add(d);
            else groups.Add([d]);
        }
        return [.. groups.Select(group => group.ToArray())];
    }

    private static bool OccursWith(ParameterColumn a, ParameterColumn b)
    {
        if (a.Present != b.Present) return false;
        ReadOnlySpan<double> first = a.Values, second = b.Values;
        for (int row = 0; row < first.Length; row++)
            if (double.IsNaN(first[row]) != double.IsNaN(second[row])) return false;
        return true;
    }

    // On a discrete space the best proposal may be known. The next best differs in one block, where that costs the least.
    private static IReadOnlyDictionary<string, ParameterValue>? NextBest(StudyHistory history, SearchSpace space, List<TpeBlock> blocks, double[] point, Func<int, double> fill)
    {
        var others = blocks.SelectMany(block => Enumerable.Range(1, block.Candidates - 1), (block, rank) => (Block: block, Rank: rank));
        foreach ((TpeBlock block, int rank) in others.OrderBy(other => other.Block.Regret(other.Rank)))
        {
            double[] changed = [.. point];
            block.Place(rank, changed);
            IReadOnlyDictionary<string, ParameterValue> proposal = Complete(space, changed, fill);
            if (!Unrepeated.IsRepeated(history, proposal)) return proposal;
        }
        return null;
    }

    private static IReadOnlyDictionary<string, ParameterValue> Complete(SearchSpace space, double[] point, Func<int, double> fill)
    {
        double[] whole = [.. point];
        space.Complete(whole, fill);
        return space.Parameters(whole);
    }
}
