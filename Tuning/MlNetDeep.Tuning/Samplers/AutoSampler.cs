namespace MlNetDeep.Tuning;

/// <summary>
/// Chooses among the samplers for each trial, by the objectives, the kind of space, the budget and what the study has shown; tells the
/// study's observers what it chose and why whenever that changes. The default of a study.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>One objective: <see cref="GaussianProcessSampler"/>, which makes the most of each trial, while it can learn from all of them, and after fewer random trials where the budget is small;
/// then <see cref="CmaEsSampler"/> where all parameters are numbers that every trial has, <see cref="SmacSampler"/> elsewhere, and
/// <see cref="TpeSampler"/> where there are thousands of trials.</item>
/// <item>A pruner that ends many trials, or several objectives: <see cref="TpeSampler"/>, which learns from trials that ended early.</item>
/// </list>
/// <para>All of them learn from all trials, whoever proposed them, so that nothing is lost by a change.</para>
/// </remarks>
public sealed class AutoSampler : ISampler
{
    // A model that is fitted anew for each trial becomes slow, and its advantage small, beyond so many trials.
    private const int MostForProcess = 300, MostForForest = 1000;

    // With a smaller budget than this the process has to learn from fewer trials.
    private const int SmallBudget = 40, FewStartupTrials = 5;

    // Below so many trials a share of pruned ones says little.
    private const int FewestToJudgePruning = 10;

    private const string Note = "auto.sampler";

    private readonly TpeSampler _tpe;
    private readonly SmacSampler _smac;
    private readonly GaussianProcessSampler _process, _hastyProcess;
    private readonly CmaEsSampler _cmaEs;

    /// <summary>Creates the sampler.</summary>
    /// <param name="seed">The seed; null takes the study's.</param>
    public AutoSampler(long? seed = null)
    {
        _tpe = new TpeSampler(new TpeOptions { Seed = seed });
        _smac = new SmacSampler(new SmacOptions { Seed = seed });
        _process = new GaussianProcessSampler(new GaussianProcessOptions { Seed = seed });
        _hastyProcess = new GaussianProcessSampler(new GaussianProcessOptions { Seed = seed, StartupTrials = FewStartupTrials });
        _cmaEs = new CmaEsSampler(new CmaEsOptions { Seed = seed });
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        (ISampler sampler, string reason) = Choose(history, trial.Budget);
        string name = sampler.GetType().Name;
        if (Last(history, trial.Number) != name) trial.Inform(FormattableString.Invariant($"from trial {trial.Number} on {name} proposes: {reason}"));
        trial.Notes[Note] = name;
        return sampler.SampleJoint(history, trial);
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        return Choose(history, trial.Budget).Sampler.Sample(history, trial, name, distribution);
    }

    private (ISampler Sampler, string Reason) Choose(StudyHistory history, int? budget)
    {
        if (history.Directions.Count > 1) return (_tpe, $"there are {history.Directions.Count} objectives");
        Observations observations = history.Observations;
        int count = observations.Count, pruned = count - observations.Steps.Count(Observations.CompleteStep);
        if (count >= FewestToJudgePruning && 4 * pruned > count) return (_tpe, "trials are pruned, and it learns from those as well");
        if (budget < SmallBudget) return (_hastyProcess, $"the budget is {budget} trials");
        if (count < MostForProcess) return (_process, $"the trials are fewer than {MostForProcess}");
        if (observations.Space.Dimensions.All(dimension => !dimension.IsConditional && !dimension.IsCategorical)) return (_cmaEs, $"there are {MostForProcess} trials, and all parameters are numbers");
        return count < MostForForest
            ? (_smac, $"there are {MostForProcess} trials, and the space has categories or conditions")
            : (_tpe, $"there are {MostForForest} trials, and the space has categories or conditions");
    }

    /// <summary>What proposed the last trial before this one; null when none was proposed.</summary>
    private static string? Last(StudyHistory history, int number)
    {
        for (int i = Math.Min(number, history.Trials.Count) - 1; i >= 0; i--)
            if (history.Trials[i].SamplerNotes.TryGetValue(Note, out object? name)) return name as string;
        return null;
    }
}
