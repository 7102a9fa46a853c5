using System.Collections.Frozen;
using System.Globalization;

namespace MlNetDeep.Tuning;

/// <summary>
/// Tries every combination of given values once, in an order that the seed shuffles, so that a search that is cut off has seen all
/// parts of the grid; then the search ends.
/// </summary>
/// <remarks>
/// Which combination a trial has is kept with it, so that searches that are taken up again and workers in other threads and processes
/// do the rest. A trial that failed counts as tried; <see cref="OptimizeOptions.MaxRetries"/> repeats it. Trials that were
/// enqueued are no part of the grid.
/// </remarks>
public sealed class GridSampler : ISampler
{
    private const int MostCombinations = 10_000_000;
    private const string Note = "grid.index";

    private readonly KeyValuePair<string, object?[]>[] _grid;
    private readonly long? _seed;
    private readonly int _count;
    private (long Seed, int[] Order)? _order;

    /// <summary>Creates the sampler.</summary>
    /// <param name="grid">The values of each parameter: ints, doubles or choices, at least one, none twice.</param>
    /// <param name="seed">The seed of the order; null takes the study's.</param>
    /// <exception cref="ArgumentException">A parameter has no value, one twice, or one of another type; or there are more than ten million combinations.</exception>
    public GridSampler(IReadOnlyDictionary<string, object?[]> grid, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (grid.Count == 0) throw new ArgumentException("a grid needs at least one parameter", nameof(grid));
        double count = 1;
        foreach ((string name, object?[] values) in grid)
        {
            if (values is null || values.Length == 0) throw new ArgumentException($"the grid has no value of '{name}'", nameof(grid));
            if (Array.Find(values, value => !Scalar.IsSupported(value)) is { } odd) throw new ArgumentException($"values are strings, booleans, integers, doubles or null, but '{name}' has {Scalar.Describe(odd)}", nameof(grid));
            if (values.Distinct(Scalar.Comparer).Count() < values.Length) throw new ArgumentException($"the grid has a value of '{name}' twice", nameof(grid));
            count *= values.Length;
        }
        if (count > MostCombinations) throw new ArgumentException(FormattableString.Invariant($"the grid has {count} combinations; at most {MostCombinations} can be enumerated"), nameof(grid));
        (_grid, _seed, _count) = ([.. grid.Select(entry => KeyValuePair.Create(entry.Key, (object?[])[.. entry.Value]))], seed, (int)count);
    }

    /// <summary>Makes a grid of distributions: all values of those that have few, and as many as wanted at equal distances on the scale of the others.</summary>
    /// <param name="space">The distributions by the names of their parameters.</param>
    /// <param name="points">How many values of a range to take at most, its ends among them; at least 2.</param>
    /// <param name="seed">The seed of the order; null takes the study's.</param>
    /// <returns>The sampler.</returns>
    /// <exception cref="ArgumentException">There are more than ten million combinations.</exception>
    public static GridSampler Over(IReadOnlyDictionary<string, Distribution> space, int points, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        return new GridSampler(space.ToDictionary(entry => entry.Key, entry => Values(entry.Value, points), StringComparer.Ordinal), seed);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        bool[] isTried = Tried(history);
        int[] order = Order(_seed ?? trial.Seed);
        // Numbers differ between processes that start trials at the same moment, so that places in the order that go by number do too.
        int index = order[trial.Number % _count];
        if (trial.Number >= _count || isTried[index])
        {
            int[] left = [.. order.Where(other => !isTried[other])];
            if (left.Length > 0) index = left[trial.Number % left.Length];
        }
        trial.Notes[Note] = index;
        return FrozenDictionary<string, ParameterValue>.Empty;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The grid lacks the parameter, or its value is not in the distribution.</exception>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        int rest = trial.Notes.TryGetValue(Note, out object? noted) ? Convert.ToInt32(noted, CultureInfo.InvariantCulture) : Order(_seed ?? trial.Seed)[trial.Number % _count];
        foreach ((string parameter, object?[] values) in _grid)
        {
            object? value = values[rest % values.Length];
            rest /= values.Length;
            if (parameter != name) continue;
            double chosen = distribution.ToInternal(value is int whole && distribution is FloatDistribution ? (double)whole : value);
            return distribution.Contains(chosen) ? chosen : throw new ArgumentException($"the grid's value {Scalar.Describe(value)} of '{name}' is not in {distribution}");
        }
        throw new ArgumentException($"the objective asks for '{name}', which the grid lacks; it has {string.Join(", ", _grid.Select(entry => entry.Key))}");
    }

    /// <inheritdoc/>
    public bool IsExhausted(StudyHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        // Trials that have just begun and have not asked yet will each take a combination.
        int begun = history.Running.Count(trial => !trial.SamplerNotes.ContainsKey(Note));
        return Tried(history).Count(isTried => !isTried) <= begun;
    }

    private bool[] Tried(StudyHistory history)
    {
        bool[] tried = new bool[_count];
        foreach (TrialRecord trial in history.Trials.Concat(history.Running))
        {
            if (trial.SamplerNotes.TryGetValue(Note, out object? noted) && Convert.ToInt32(noted, CultureInfo.InvariantCulture) is var index && index < _count) tried[index] = true;
        }
        return tried;
    }

    private int[] Order(long seed)
    {
        if (_order is { } known && known.Seed == seed) return known.Order;
        int[] order = [.. Enumerable.Range(0, _count)];
        for (int i = _count - 1; i > 0; i--)
        {
            var other = (int)(CounterRandom.Uniform(seed, i, "grid") * (i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
        _order = (seed, order);
        return order;
    }

    private static object?[] Values(Distribution distribution, int points)
    {
        if (distribution is IntDistribution { Log: true, Step: 1 } range && range.Count > points)
            return [.. Enumerable.Range(0, points).Select(i => (int)Math.Round(range.Low * Math.Pow((double)range.High / range.Low, (double)i / (points - 1)))).Distinct().Select(value => (object?)value)];
        if (distribution is ChoiceDistribution || distribution.Count <= points)
            return [.. BruteForceNode.Values(distribution).Select(distribution.ToExternal)];
        return [.. Enumerable.Range(0, points).Select(i => distribution.ToExternal(distribution.FromUnit((double)i / (points - 1)))).Distinct()];
    }
}
