using System.Collections.Frozen;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// Sequential model-based algorithm configuration: a random forest predicts the loss of a configuration and how unsure it is, and the
/// configuration with the largest expected improvement is tried next. The forest takes categorical and conditional parameters as they
/// are, and costs little with many trials.
/// </summary>
/// <remarks>
/// <para>Follows Hutter, Hoos and Leyton-Brown, "Sequential Model-Based Optimization for General Algorithm Configuration" (2011), with the
/// logarithmic losses and the interleaved random configurations of SMAC3 (Lindauer et al. 2022), the expected improvement's logarithm of
/// Ament et al. (2023), and local searches from the best trials and the best of many random configurations.</para>
/// <para>Running trials count as if they had ended as predicted. Pruned and paused trials count as no better than the median; those that
/// violate constraints as worse than all that keep them. Several objectives are joined by weights that are drawn anew for each trial
/// (ParEGO, Knowles 2006).</para>
/// </remarks>
public sealed class SmacSampler : ISampler
{
    private readonly SmacOptions _options;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How it searches; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public SmacSampler(SmacOptions? options = null)
    {
        _options = options ?? new SmacOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        Observations observations = history.Observations;
        SearchSpace space = observations.Space;
        if (space.Dimensions.Count == 0) return FrozenDictionary<string, ParameterValue>.Empty;
        long seed = _options.Seed ?? trial.Seed;
        double[] point;
        if (IsInitial(observations, trial) || CounterRandom.Uniform(seed, trial.Number, "smac interleaving") < _options.RandomShare)
        {
            point = new double[space.Dimensions.Count];
            Array.Fill(point, double.NaN);
            space.Complete(point, dimension => Draw(trial, space.Dimensions[dimension].Name));
        }
        else point = Propose(history, space, new SplitMix(CounterRandom.Bits(seed, trial.Number, "smac")));
        return space.Parameters(point);
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        return distribution.FromUnit(Draw(trial, name));
    }

    private bool IsInitial(Observations observations, SamplingContext trial) => trial.Number < _options.InitialTrials || observations.Count < 2;

    private double Draw(SamplingContext trial, string name)
    {
        long seed = _options.Seed ?? trial.Seed;
        double uniform = CounterRandom.Uniform(seed, trial.Number, name);
        if (trial.Number >= _options.InitialTrials) return uniform;
        // A Latin hypercube: each initial trial has its own part of the range, which one is the rank of its bits among theirs.
        ulong own = CounterRandom.Bits(seed, trial.Number, name, 1);
        int rank = 0;
        for (int other = 0; other < _options.InitialTrials; other++)
            if (CounterRandom.Bits(seed, other, name, 1) < own) rank++;
        return (rank + uniform) / _options.InitialTrials;
    }

    private double[] Propose(StudyHistory history, SearchSpace space, SplitMix random)
    {
        Observations observations = history.Observations;
        double[][] points = space.Points();
        double[][] running = [.. history.Running.Where(record => record.Parameters.Count > 0).Select(record => space.Point(record.Parameters))];
        double[] targets = LossTransform.Targets(Scalarization.Losses(observations, history.Directions.Count, random), observations.Steps, observations.Violations);
        var forest = new ForestOptions { Trees = _options.Trees };
        var model = new SmacModel(space, points, targets, running, forest, random.Bits());
        var search = new LocalSearch(space, model, random);

        var candidates = new List<(double[] Point, double Score)>();
        for (int i = 0; i < _options.Candidates; i++)
        {
            double[] point = search.Random();
            candidates.Add((point, model.Score(point)));
        }
        candidates.Sort((a, b) => b.Score.CompareTo(a.Score));
        int fromTrials = Math.Min((_options.LocalSearches + 1) / 2, points.Length);
        var starts = new List<(double[] Point, double Score)>();
        foreach (int row in observations.Ranking[..fromTrials])
        {
            space.Complete(points[row], _ => random.Uniform());
            starts.Add((points[row], double.NegativeInfinity));
        }
        starts.AddRange(candidates.Take(_options.LocalSearches - fromTrials));
        (double[] Point, double Score) best = candidates[0];
        foreach ((double[] start, double score) in starts)
        {
            (double[] Point, double Score) end = search.Climb(start, score);
            if (end.Score > best.Score) best = end;
        }
        return best.Point;
    }
}
