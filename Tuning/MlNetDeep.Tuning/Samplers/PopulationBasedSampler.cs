using System.Collections.Frozen;
using System.Globalization;

namespace MlNetDeep.Tuning;

/// <summary>
/// Population-based training (Jaderberg et al. 2017): members of a population train side by side, a stretch at a time, and those that
/// do badly go on from the weights of one that does well, with its parameters changed a little. So parameters follow a schedule
/// that no fixed configuration has.
/// </summary>
/// <remarks>
/// <para>
/// Each trial is one stretch of training of one member. The objective loads <see cref="Trial.ParentCheckpointFolder"/> unless it is
/// null, trains for a while with the trial's parameters, saves to <see cref="Trial.CheckpointFolder"/> and returns how good the
/// network is now. Nobody waits: a member is compared with the latest finished trials of the others. A trial that failed is done again.
/// </para>
/// <para>A study needs a <see cref="StudyOptions.CheckpointFolder"/>; parameters that set the shape of a network cannot change on the way and do not belong into such a study.</para>
/// </remarks>
/// <example>
/// <code>
/// var study = Study.Create(new() { Sampler = new PopulationBasedSampler(new() { Size = 8, Generations = 20 }), CheckpointFolder = "checkpoints" });
/// study.Optimize(trial =>
/// {
///     var rate = (float)trial.SuggestFloat("learning_rate", 1e-5, 1e-1, log: true);
///     Network network = trial.ParentCheckpointFolder is { } parent ? NetworkFile.Load(Path.Combine(parent, "network.zip")) : Build();
///     double loss = TrainOneEpoch(network, rate);
///     NetworkFile.Save(network, Path.Combine(trial.CheckpointFolder, "network.zip"));
///     return loss;
/// }, new() { Parallelism = 2 });
/// </code>
/// </example>
public sealed class PopulationBasedSampler : ISampler
{
    internal const string ParentNote = "population.parent";

    private const string MemberNote = "population.member", GenerationNote = "population.generation";

    private readonly PopulationOptions _options;

    /// <summary>Creates the sampler.</summary>
    /// <param name="options">How the population trains; null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public PopulationBasedSampler(PopulationOptions? options = null)
    {
        _options = options ?? new PopulationOptions();
        _options.Validate();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        if (trial.Notes.ContainsKey(MemberNote)) return FrozenDictionary<string, ParameterValue>.Empty;   // one that was interrupted keeps its place
        TrialRecord?[] latest = Latest(history);
        if (Next(history, latest) is not { } member) return FrozenDictionary<string, ParameterValue>.Empty;   // more trials at a time than members
        trial.Notes[MemberNote] = member;
        trial.Notes[GenerationNote] = Generations(latest[member]);
        if (latest[member] is not { } own) return FrozenDictionary<string, ParameterValue>.Empty;

        TrialRecord[] ranked = [.. latest.OfType<TrialRecord>().OrderBy(record => Curve.Loss(record.Values, 0, history.Directions[0])).ThenBy(record => record.Number)];
        int replaced = (int)Math.Floor(_options.TruncationShare * ranked.Length);
        bool isBad = Array.IndexOf(ranked, own) >= ranked.Length - replaced;
        TrialRecord parent = isBad ? ranked[(int)(Uniform(trial, "parent", 0) * replaced)] : own;
        trial.Notes[ParentNote] = parent.Number;
        var parameters = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach ((string name, ParameterValue value) in parent.Parameters) parameters.Add(name, isBad ? Explore(trial, name, value) : value);
        return parameters;
    }

    /// <inheritdoc/>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(distribution);
        return distribution.FromUnit(Uniform(trial, name, 0));
    }

    /// <inheritdoc/>
    public bool RepeatsTrials => true;

    /// <inheritdoc/>
    public bool IsExhausted(StudyHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (_options.Generations is null) return false;
        // A trial that has just begun and not asked for a parameter yet will take one of the free members.
        int beginning = history.Running.Count(trial => !trial.SamplerNotes.ContainsKey(MemberNote));
        return Free(history, Latest(history)).Count() <= beginning;
    }

    /// <summary>The last complete trial of each member.</summary>
    private TrialRecord?[] Latest(StudyHistory history)
    {
        var latest = new TrialRecord?[_options.Size];
        foreach (TrialRecord trial in history.Completed)
        {
            if (!trial.SamplerNotes.ContainsKey(MemberNote)) continue;
            int member = Number(trial, MemberNote);
            if (member < latest.Length && (latest[member] is not { } known || Number(known, GenerationNote) < Number(trial, GenerationNote))) latest[member] = trial;
        }
        return latest;
    }

    /// <summary>The member that is furthest behind, the first of equals; null when none is free.</summary>
    private int? Next(StudyHistory history, TrialRecord?[] latest) => Free(history, latest).OrderBy(member => Generations(latest[member])).Select(member => (int?)member).FirstOrDefault();

    /// <summary>The members that neither run nor wait and have not reached the last generation.</summary>
    private IEnumerable<int> Free(StudyHistory history, TrialRecord?[] latest)
    {
        // Trials that were interrupted are taken up again before new ones.
        IEnumerable<TrialRecord> taken = history.Running.Concat(history.Trials.Where(trial => trial.State == TrialState.Waiting));
        HashSet<int> members = [.. taken.Where(trial => trial.SamplerNotes.ContainsKey(MemberNote)).Select(trial => Number(trial, MemberNote))];
        return Enumerable.Range(0, latest.Length).Where(member => !members.Contains(member) && !(Generations(latest[member]) >= _options.Generations));
    }

    private static int Generations(TrialRecord? latest) => latest is null ? 0 : Number(latest, GenerationNote) + 1;

    private ParameterValue Explore(SamplingContext trial, string name, ParameterValue value)
    {
        Distribution distribution = value.Distribution;
        if (distribution.IsSingle) return value;
        if (Uniform(trial, name, 1) < _options.ResampleProbability) return new ParameterValue(distribution, distribution.FromUnit(Uniform(trial, name, 2)));
        bool grows = Uniform(trial, name, 3) < 0.5;
        double factor = grows ? _options.PerturbationFactor : 1 / _options.PerturbationFactor;
        return new ParameterValue(distribution, distribution switch
        {
            IntDistribution or FloatDistribution => Scale(distribution, value.Internal, factor, grows),
            OrdinalDistribution => Math.Clamp(value.Internal + (grows ? 1 : -1), 0, distribution.Count - 1),
            _ => value.Internal,   // a category has no neighbours
        });
    }

    // At least to the next value of a grid, and by a part of the range where a factor leads nowhere, as at 0.
    private static double Scale(Distribution distribution, double value, double factor, bool grows)
    {
        double low = distribution.FromUnit(0), high = distribution.FromUnit(1);
        double moved = low > 0 ? Math.Clamp(value * factor, low, high) : Math.Clamp(value + (factor - 1) / 2 * (high - low), low, high);
        double scaled = distribution.FromUnit(distribution.ToUnit(moved));
        if (scaled != value || double.IsPositiveInfinity(distribution.Count)) return scaled;
        int direction = grows ? 1 : -1;
        // Integers on a logarithmic scale lie at unequal distances.
        return distribution is IntDistribution { Log: true, Step: 1 } ? Math.Clamp(value + direction, low, high) : distribution.FromUnit(Math.Clamp(distribution.ToUnit(value) + direction / distribution.Count, 0, 1));
    }

    private double Uniform(SamplingContext trial, string purpose, int index) => CounterRandom.Uniform(_options.Seed ?? trial.Seed, trial.Number, "population " + purpose, index);

    private static int Number(TrialRecord trial, string note) => Convert.ToInt32(trial.SamplerNotes[note], CultureInfo.InvariantCulture);
}
