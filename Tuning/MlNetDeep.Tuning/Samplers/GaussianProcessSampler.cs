using System.Collections.Frozen;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// Bayesian optimisation by a Gaussian process: it learns from all trials how the objective depends on the parameters, and proposes
/// what promises the greatest improvement. Best where a trial is expensive and a few hundred of them are all there will be.
/// </summary>
/// <remarks>
/// <para>
/// The kernel is Matern 5/2 with a length scale for each parameter (automatic relevance determination), a Hamming distance for
/// categories, and a learned distance between active and inactive for conditional parameters (Hutter and Osborne 2013).
/// Hyperparameters are those of most posterior density, with priors on length scales that know the number of dimensions (Hvarfner,
/// Hellsten and Nardi 2024). Proposals maximise the logarithm of expected improvement (Ament et al. 2023). Losses are transformed to
/// look normal (Yeo and Johnson 2000), so that a few terrible trials do not hide what distinguishes the good ones; infinite ones count
/// as the worst finite one.
/// </para>
/// <para>
/// Running trials count as if they had ended with what the process expects of them (the "Kriging believer" of Ginsbourger, Le Riche
/// and Carraro 2010). Pruned and paused trials count as no better than the median. Constraints have processes of their own, whose
/// probability of being kept weighs the improvement (Gardner et al. 2014). Several objectives are joined by weights that
/// are drawn anew for each trial (ParEGO, Knowles 2006).
/// </para>
/// <para>
/// A proposal takes some 10 to 100 ms. From <see cref="GaussianProcessOptions.MaxObservations"/> trials on the process learns from the
/// best ones and a selection of the others, so that the cost stays at that.
/// </para>
/// </remarks>
public sealed class GaussianProcessSampler : ISampler
{
    private const int FitIterations = 40, ExactFits = 24, FitsPerGrowth = 16, Centers = 10, MostForOneProposal = 100;

    private readonly GaussianProcessOptions _options;
    private readonly GpFitCache _cache = new();

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">Options; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public GaussianProcessSampler(GaussianProcessOptions? options = null)
    {
        _options = options ?? new GaussianProcessOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        Observations observations = history.Observations;
        SearchSpace space = observations.Space;
        if (observations.Count == 0 || space.Dimensions.Count == 0) return FrozenDictionary<string, ParameterValue>.Empty;
        double[] point = observations.Count < _options.StartupTrials ? Start(space, trial) : Propose(history, space, trial);
        return space.Parameters(point);
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        return distribution.FromUnit(Draw(trial, name));
    }

    private double[] Start(SearchSpace space, SamplingContext trial)
    {
        double[] point = new double[space.Dimensions.Count];
        point.AsSpan().Fill(double.NaN);
        space.Complete(point, d => Draw(trial, space.Dimensions[d].Name));
        return point;
    }

    private double Draw(SamplingContext trial, string name)
    {
        long seed = _options.Seed ?? trial.Seed;
        return trial.Number < _options.StartupTrials ? LatinHypercube.Unit(seed, trial.Number, name, _options.StartupTrials) : CounterRandom.Uniform(seed, trial.Number, name);
    }

    private double[] Propose(StudyHistory history, SearchSpace space, SamplingContext trial)
    {
        Observations observations = history.Observations;
        var random = new SplitMix(CounterRandom.Bits(_options.Seed ?? trial.Seed, trial.Number, "gaussian-process"));
        double[][] points = space.Points();
        var kernel = new KernelSpace(space, [.. points, .. history.Running.Select(running => space.Point(running.Parameters))]);
        double[] weights = GpTargets.Weights(history.Directions.Count, random);
        int[] rows = Rows(observations, points, weights, observations.Count, _options.MaxObservations);
        double[][] learned = [.. rows.Select(row => points[row])];
        double[][] pending = [.. history.Running.Where(running => running.Parameters.Count > 0 && running.Number != trial.Number).Select(running => space.Point(running.Parameters))];

        double[] targets = GpTargets.Of(observations, rows, weights);
        int[] compared = Compared(observations, rows);
        GpModel? objective = compared.Length == 0 ? null : Believe(kernel, FitObjective(observations, kernel, points, weights), learned, targets, pending);
        // The best that the process believes in: the best value of a noisy objective is luck, and an improvement on it is sought in vain.
        double best = objective is null ? 0 : compared.Min(i => objective.Predict(learned[i]).Mean);
        var constraints = Constraints(history, kernel, points, weights, rows, pending);
        double[][] centers = [.. Enumerable.Range(0, rows.Length).OrderBy(i => observations.Violations[rows[i]]).ThenBy(i => targets[i]).Take(Centers).Select(i => learned[i])];
        return new AcquisitionSearch(space, new Acquisition(objective, best, constraints), random).Maximize(centers);
    }

    /// <summary>The rows that an improvement is measured by, as places in the list: complete ones that keep the constraints; where none is complete, all that keep them.</summary>
    private static int[] Compared(Observations observations, int[] rows)
    {
        int[] feasible = [.. Enumerable.Range(0, rows.Length).Where(i => observations.Violations[rows[i]] == 0)];
        int[] complete = [.. feasible.Where(i => observations.Steps[rows[i]] == Observations.CompleteStep)];
        return complete.Length > 0 ? complete : feasible;
    }

    private static int[] Rows(Observations observations, double[][] points, double[] weights, int count, int most) =>
        GpRows.Choose(points, count, most, () => weights.Length == 1 ? observations.Ranking.ToArray() : Ranking(observations, weights));

    /// <summary>The rows from best to worst by several objectives, joined by weights.</summary>
    private static int[] Ranking(Observations observations, double[] weights)
    {
        int[] all = [.. Enumerable.Range(0, observations.Count)];
        double[] targets = GpTargets.Of(observations, all, weights);
        return [.. all.OrderBy(row => observations.Violations[row]).ThenBy(row => targets[row])];
    }

    private GpHyperparameters FitObjective(Observations observations, KernelSpace kernel, double[][] points, double[] weights)
    {
        int[] rows = FitRows(observations, points, weights, _options.MaxObservations);
        return Fit(kernel, [.. rows.Select(row => points[row])], GpTargets.Of(observations, rows, weights));
    }

    /// <summary>
    /// The rows that hyperparameters are fitted to: those up to the last of certain numbers, which grow by a sixteenth, since
    /// hyperparameters change little in between. With several objectives each proposal needs a fit of its own, so fewer rows must do.
    /// </summary>
    private static int[] FitRows(Observations observations, double[][] points, double[] weights, int most) =>
        Rows(observations, points, weights, FitCount(observations.Count), weights.Length == 1 ? most : Math.Min(most, MostForOneProposal));

    private GpHyperparameters Fit(KernelSpace kernel, double[][] points, double[] targets) =>
        _cache.Get(kernel, points, targets, () => GpFit.Fit(kernel, points, targets, FitIterations));

    private static int FitCount(int count)
    {
        int fitted = Math.Min(count, ExactFits);
        while (fitted + 1 + fitted / FitsPerGrowth <= count) fitted += 1 + fitted / FitsPerGrowth;
        return fitted;
    }

    /// <summary>The model, with running trials ended as it expects.</summary>
    private static GpModel Believe(KernelSpace kernel, GpHyperparameters parameters, double[][] points, double[] targets, double[][] pending)
    {
        var model = new GpModel(kernel, parameters, points, targets);
        return pending.Length == 0 ? model : new GpModel(kernel, parameters, [.. points, .. pending], [.. targets, .. pending.Select(point => model.Predict(point).Mean)]);
    }

    private List<(GpModel Model, double Limit)> Constraints(StudyHistory history, KernelSpace kernel, double[][] points, double[] weights, int[] rows, double[][] pending)
    {
        var constraints = new List<(GpModel, double)>();
        Observations observations = history.Observations;
        if (!observations.Violations.ContainsAnyExcept(0)) return constraints;
        Dictionary<int, TrialRecord> trials = history.Trials.ToDictionary(record => record.Number);
        TrialRecord Record(int row) => trials[observations.Numbers[row]];
        int[] fitRows = FitRows(observations, points, weights, _options.MaxObservations);
        foreach (string name in rows.SelectMany(row => Record(row).Constraints.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            (double[][] Points, double[] Targets, double Limit) Of(int[] among)
            {
                int[] having = [.. among.Where(row => Record(row).Constraints.ContainsKey(name))];
                double[] targets = GpTargets.OfConstraint([.. having.Select(row => Record(row).Constraints[name])]);
                double mean = targets.DefaultIfEmpty(0).Average();
                return ([.. having.Select(row => points[row])], [.. targets.Select(target => target - mean)], -mean);
            }
            if (!Array.Exists(rows, row => Record(row).Constraints.TryGetValue(name, out double value) && !(value <= 0))) continue;
            (double[][] its, double[] centered, double limit) = Of(rows);
            (double[][] fitPoints, double[] fitTargets, _) = Of(fitRows);
            constraints.Add((Believe(kernel, Fit(kernel, fitPoints, fitTargets), its, centered, pending), limit));
        }
        return constraints;
    }
}
