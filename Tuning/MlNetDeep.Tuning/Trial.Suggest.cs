using System.Collections.ObjectModel;

namespace MlNetDeep.Tuning;

public sealed partial class Trial
{
    private readonly List<string> _messages = [];
    private StudyHistory? _history;
    private volatile IReadOnlyDictionary<string, ParameterValue>? _joint;

    /// <summary>Asks for an integer. The same name gives the same value throughout the trial.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="low">The smallest value; at least 1 with <paramref name="log"/>.</param>
    /// <param name="high">The largest value; lowered, with a warning, to the last one that the step reaches.</param>
    /// <param name="log">Draw uniformly in the logarithm.</param>
    /// <param name="step">The distance between values; their ratio when <paramref name="log"/> is set and it is at least 2.</param>
    /// <exception cref="ArgumentException">The range is not valid, or the name has another kind or scale in this or another trial.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public int SuggestInt(string name, int low, int high, bool log = false, int step = 1)
    {
        IntDistribution distribution = Create(name, () => new IntDistribution(low, high, log, step));
        if (distribution.High != high) WarnAdjusted(name, distribution);
        return (int)Take(name, distribution).Internal;
    }

    /// <summary>Asks for a floating-point number. The same name gives the same value throughout the trial.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="low">The smallest value, finite; above 0 with <paramref name="log"/>.</param>
    /// <param name="high">The largest value, finite; lowered, with a warning, to the last one that the step reaches.</param>
    /// <param name="log">Draw uniformly in the logarithm.</param>
    /// <param name="step">The distance between values, with <paramref name="log"/> their ratio. Null: any value of the range.</param>
    /// <exception cref="ArgumentException">The range is not valid, or the name has another kind or scale in this or another trial.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public double SuggestFloat(string name, double low, double high, bool log = false, double? step = null)
    {
        FloatDistribution distribution = Create(name, () => new FloatDistribution(low, high, log, step));
        if (high - distribution.High > 1e-8 * (log ? high : step ?? 1)) WarnAdjusted(name, distribution);
        return Take(name, distribution).Internal;
    }

    /// <summary>Asks for one of several choices. The same name gives the same choice throughout the trial.</summary>
    /// <typeparam name="T">The type of the choices: string, bool, int, double, or one of these that may be null.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="choices">At least one choice, none twice. Later trials may add choices where <see cref="StudyOptions.ChoicesMayGrow"/> is set, and never take any away.</param>
    /// <exception cref="ArgumentException">The choices are not valid, or the name has another kind or choices in this or another trial.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public T SuggestCategorical<T>(string name, params T[] choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        CategoricalDistribution distribution = Create(name, () => new CategoricalDistribution([.. choices.Select(choice => (object?)choice)]));
        return (T)Take(name, distribution).Value!;
    }

    /// <summary>Asks for one of several choices in an order that matters, such as 16, 64, 256. The same name gives the same choice throughout the trial.</summary>
    /// <typeparam name="T">The type of the choices: string, bool, int, double, or one of these that may be null.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="choices">At least one choice, none twice, in order: samplers take neighbours for similar. Later trials may add choices where <see cref="StudyOptions.ChoicesMayGrow"/> is set, and never take any away.</param>
    /// <exception cref="ArgumentException">The choices are not valid, or the name has another kind or choices in this or another trial.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public T SuggestOrdinal<T>(string name, params T[] choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        OrdinalDistribution distribution = Create(name, () => new OrdinalDistribution([.. choices.Select(choice => (object?)choice)]));
        return (T)Take(name, distribution).Value!;
    }

    /// <summary>Asks for true or false. The same name gives the same answer throughout the trial.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <exception cref="ArgumentException">The name has another kind in this or another trial.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public bool SuggestBool(string name) => SuggestCategorical(name, false, true);

    /// <summary>Asks for a value of a distribution. The same name gives the same value throughout the trial.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="distribution">What it may be.</param>
    /// <returns>An int, a double, or the choice.</returns>
    /// <exception cref="ArgumentException">The name has another kind or scale in this or another trial.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public object? Suggest(string name, Distribution distribution)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(distribution);
        return Take(name, distribution).Value;
    }

    /// <summary>
    /// Makes an options object whose properties with <see cref="RangeAttribute"/> or <see cref="ChoiceAttribute"/> the trial chooses, under
    /// the properties' names; those whose <see cref="WhenAttribute"/> is not met keep their defaults.
    /// </summary>
    /// <typeparam name="T">The options class.</typeparam>
    /// <exception cref="ArgumentException">An attribute does not fit its property, or no property has one.</exception>
    /// <exception cref="InvalidOperationException">The trial has ended.</exception>
    public T Suggest<T>() where T : new() => DeclaredOptions<T>.Suggest(this);

    private static T Create<T>(string name, Func<T> create) where T : Distribution
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            return create();
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"parameter '{name}': {e.Message}", e);
        }
    }

    private ParameterValue Take(string name, Distribution distribution)
    {
        string? warning;
        ParameterValue value;
        string[] messages;
        lock (_gate)
        {
            ThrowIfFinished();
            (value, warning) = _parameters.TryGetValue(name, out ParameterValue known) ? (known, Recall(name, known, distribution)) : Choose(name, distribution);
            messages = [.. _messages];
            _messages.Clear();
        }
        foreach (string message in messages) _study.Inform(message);
        if (warning is not null) _study.Warn(warning);
        if (StoresAtOnce) _study.Store(this);
        return value;
    }

    private string? Recall(string name, ParameterValue known, Distribution distribution)
    {
        if (known.Distribution.Equals(distribution)) return null;
        string? reason = known.Distribution.WhyIncompatible(distribution);
        if (reason is null && distribution is ChoiceDistribution) reason = $"its choices were {known.Distribution}";
        return reason is null
            ? $"trial {Number} asks for '{name}' again with another range: {distribution} after {known.Distribution}; it keeps the value {known}"
            : throw new ArgumentException($"trial {Number} asks for '{name}' again as {distribution}, but {reason}");
    }

    private (ParameterValue Value, string? Warning) Choose(string name, Distribution distribution)
    {
        _study.CheckCompatible(name, distribution);
        if (_start.Fixed.TryGetValue(name, out object? prescribed))
        {
            (double value, string? warning) = Prescribe(name, prescribed, distribution);
            return (Keep(name, new ParameterValue(distribution, value)), warning);
        }
        // One parameter of one trial at a time: each choice sees all others.
        lock (_study.Proposing) return (Keep(name, new ParameterValue(distribution, Sample(name, distribution))), null);
    }

    private ParameterValue Keep(string name, ParameterValue chosen)
    {
        _parameters.Add(name, chosen);
        _asked = new ReadOnlyDictionary<string, ParameterValue>(new OrderedDictionary<string, ParameterValue>(_parameters, StringComparer.Ordinal));
        _isDirty = true;
        return chosen;
    }

    private (double Value, string? Warning) Prescribe(string name, object? prescribed, Distribution distribution)
    {
        double value;
        try
        {
            value = distribution.ToInternal(prescribed);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"parameter '{name}' of the enqueued trial {Number}: {e.Message}", e);
        }
        return (value, distribution.Contains(value) ? null : $"the enqueued trial {Number} sets '{name}' to {Scalar.Describe(prescribed)}, which is out of {distribution}");
    }

    private double Sample(string name, Distribution distribution)
    {
        if (distribution.IsSingle) return distribution.FromUnit(0);
        ISampler sampler = _study.Sampler;
        var context = new SamplingContext(Number, _study.Seed, new ReadOnlyDictionary<string, ParameterValue>(_parameters)) { Budget = _study.Budget };
        foreach ((string key, object? note) in _notes) context.Notes[key] = note;
        IReadOnlyDictionary<string, ParameterValue> joint = _joint ?? _study.Propose(this, context, proposals =>
        {
            Note(context);
            _joint = proposals;   // after the notes: the next proposal sees both or none
        });
        Note(context);
        _messages.AddRange(context.Messages);
        context.Messages.Clear();
        if (joint.TryGetValue(name, out ParameterValue proposal) && proposal.Distribution.GetType() == distribution.GetType())
        {
            double value = proposal.Distribution.Equals(distribution) || distribution is not ChoiceDistribution
                ? proposal.Internal
                : distribution.ToInternal(proposal.Value);   // the same choice may have another index after choices were added
            if (distribution.Contains(value)) return value;
        }
        // One view of the study for all parameters of the trial, but where what others ask for at the same time must not be repeated.
        if (_history is null || double.IsFinite(distribution.Count)) _history = _study.History(except: Number);
        double sampled = sampler.Sample(_history, context, name, distribution);
        Note(context);
        _messages.AddRange(context.Messages);
        return distribution.Contains(sampled)
            ? sampled
            : throw new InvalidOperationException(FormattableString.Invariant($"{sampler.GetType().Name} proposed {sampled} for '{name}', which is not in {distribution}"));
    }

    private void Note(SamplingContext context)
    {
        foreach ((string key, object? note) in context.Notes)
            _notes[key] = Scalar.IsSupported(note) ? note : throw new InvalidOperationException($"{_study.Sampler.GetType().Name} notes '{key}' as {Scalar.Describe(note)}; notes are strings, booleans, integers, doubles or null");
        if (context.Notes.Count > 0) _noted = new ReadOnlyDictionary<string, object?>(new OrderedDictionary<string, object?>(_notes, StringComparer.Ordinal));
    }

    private void WarnAdjusted(string name, Distribution distribution) =>
        _study.Warn($"the range of '{name}' ends between two steps and was shortened to {distribution}");
}
