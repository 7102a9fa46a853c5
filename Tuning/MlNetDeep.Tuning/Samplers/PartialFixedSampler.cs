namespace MlNetDeep.Tuning;

/// <summary>Fixes some parameters and leaves the others to another sampler, e.g. to explore around a result.</summary>
public sealed class PartialFixedSampler : ISampler
{
    private readonly IReadOnlyDictionary<string, object?> _fixed;
    private readonly ISampler _sampler;

    /// <summary>Creates the sampler.</summary>
    /// <param name="parameters">The values of the fixed parameters: an int, double, or choice.</param>
    /// <param name="sampler">Who proposes the others.</param>
    /// <exception cref="ArgumentException">A value has another type.</exception>
    public PartialFixedSampler(IReadOnlyDictionary<string, object?> parameters, ISampler sampler)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(sampler);
        foreach ((string name, object? value) in parameters)
            if (!Scalar.IsSupported(value)) throw new ArgumentException($"parameters are strings, booleans, integers, doubles or null, but '{name}' is {Scalar.Describe(value)}", nameof(parameters));
        (_fixed, _sampler) = (new Dictionary<string, object?>(parameters, StringComparer.Ordinal), sampler);
    }

    /// <inheritdoc/>
    public bool RepeatsTrials => _sampler.RepeatsTrials;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(trial);
        var changed = new OrderedDictionary<string, ParameterValue>(_sampler.SampleJoint(history, trial), StringComparer.Ordinal);
        foreach (SearchDimension dimension in history.Observations.Space.Dimensions)
        {
            if (_fixed.TryGetValue(dimension.Name, out object? value))
            {
                changed.Remove(dimension.Name);
                // As a distribution of one value, which nobody may vary to keep a configuration from being repeated.
                if (Single(dimension.Distribution, value) is { } only) changed.Add(dimension.Name, new ParameterValue(only, only.FromUnit(0)));
            }
            // Whole configurations, so that the study sees what would repeat one.
            else if (!changed.ContainsKey(dimension.Name) && !dimension.IsConditional && !dimension.Distribution.IsSingle)
                changed.Add(dimension.Name, new ParameterValue(dimension.Distribution, _sampler.Sample(history, trial, dimension.Name, dimension.Distribution)));
        }
        return changed;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A fixed value is not in the distribution that the objective asks for.</exception>
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        if (!_fixed.TryGetValue(name, out object? value)) return _sampler.Sample(history, trial, name, distribution);
        double chosen = distribution.ToInternal(value is int whole && distribution is FloatDistribution ? (double)whole : value);
        return distribution.Contains(chosen) ? chosen : throw new ArgumentException($"'{name}' is fixed to {Scalar.Describe(value)}, which is not in {distribution}");
    }

    /// <inheritdoc/>
    public bool IsExhausted(StudyHistory history) => _sampler.IsExhausted(history);

    private static Distribution? Single(Distribution known, object? value) => (known, value) switch
    {
        (IntDistribution numbers, int number) => numbers.Contains(number) ? new IntDistribution(number, number) : null,
        (FloatDistribution numbers, int or double) => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) is var number && numbers.Contains(number) ? new FloatDistribution(number, number) : null,
        (OrdinalDistribution choices, _) => choices.Choices.Contains(value, Scalar.Comparer) ? new OrdinalDistribution(value) : null,
        (CategoricalDistribution choices, _) => choices.Choices.Contains(value, Scalar.Comparer) ? new CategoricalDistribution(value) : null,
        _ => null,
    };
}
