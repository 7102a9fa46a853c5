namespace MlNetDeep.Tuning;

/// <summary>
/// Ends a search when the best trial is so close to the best that the space holds that the difference drowns in the noise of the
/// objective (Makarova et al., "Automatic Termination for Hyperparameter Optimization", 2022). Give it to
/// <see cref="StudyOptions.Observers"/>.
/// </summary>
/// <remarks>
/// The regret is bounded by a Gaussian process of the best trials: what the best of them costs at most, less what the best point of the
/// space may cost at least. The noise is the standard error of the best trial's scores, corrected for the data that they share
/// (Nadeau and Bengio 2003): the root of (1/k + 1/(k - 1)) times their variance, for k scores. Judging takes some 10 to 100 ms after each trial.
/// </remarks>
/// <example>
/// <code>
/// var study = Study.Create(new() { ExecutionsPerTrial = 3, Observers = [new RegretTerminator()] });
/// study.Optimize(Train, new() { Trials = 1000 });   // ends sooner
/// </code>
/// </example>
public sealed class RegretTerminator : IStudyObserver
{
    private readonly RegretTerminatorOptions _options;

    /// <summary>Creates the terminator.</summary>
    /// <param name="options">When to end; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public RegretTerminator(RegretTerminatorOptions? options = null)
    {
        _options = options ?? new RegretTerminatorOptions();
        _options.Validate();
    }

    /// <summary>Compares what further trials could gain with the noise.</summary>
    /// <param name="study">A study with one objective.</param>
    /// <returns>The judgement; null while fewer trials are complete and feasible than it needs.</returns>
    /// <exception cref="InvalidOperationException">The study has several objectives; or the best trial has fewer than two scores, and no error is given.</exception>
    public RegretJudgement? Judge(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        StudyHistory history = study.History();
        return Judge(study.Name, history, history.Observations.Count);
    }

    /// <inheritdoc/>
    public void TrialFinished(Study study, TrialRecord trial)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.State != TrialState.Complete || Judge(study) is not { IsEnough: true } judgement) return;
        if (study.TryStop()) study.Inform($"{nameof(RegretTerminator)}: the best of {judgement.Trials} trials is at most {PlotText.Number(judgement.Regret)} worse than the best that the space holds, below the noise of {PlotText.Number(judgement.Error)}; the search ends");
    }

    /// <summary>The judgement after the first trials that ended.</summary>
    internal RegretJudgement? Judge(string study, StudyHistory history, int count)
    {
        if (history.Directions.Count > 1) throw new InvalidOperationException($"a {nameof(RegretTerminator)} judges one objective, but study '{study}' has {history.Directions.Count}");
        Observations observations = history.Observations;
        double[] losses = observations.Losses().ToArray();
        int[] rows = [.. Enumerable.Range(0, count).Where(row => observations.Steps[row] == Observations.CompleteStep && observations.Violations[row] == 0 && double.IsFinite(losses[row])).OrderBy(row => losses[row])];
        if (rows.Length < _options.MinTrials) return null;
        TrialRecord best = history.Trials[observations.Numbers[rows[0]]];
        int wanted = Math.Max(_options.MinTrials, (int)Math.Ceiling(_options.BestShare * rows.Length));
        return new RegretJudgement(rows.Length, RegretBound.Of(observations, rows[..wanted]), _options.Error ?? Noise(study, best));
    }

    private double Noise(string study, TrialRecord best)
    {
        double[] scores = [.. _options.Scores(best).Where(double.IsFinite)];
        int k = scores.Length;
        if (k < 2)
            throw new InvalidOperationException($"a {nameof(RegretTerminator)} measures noise by the scores of a trial, but trial {best.Number} of study '{study}' has {k}: set ExecutionsPerTrial to at least 2, or Scores or Error in {nameof(RegretTerminatorOptions)}");
        double mean = scores.Average(), variance = scores.Sum(score => (score - mean) * (score - mean)) / (k - 1);
        return Math.Sqrt((1.0 / k + 1.0 / (k - 1)) * variance);
    }
}
