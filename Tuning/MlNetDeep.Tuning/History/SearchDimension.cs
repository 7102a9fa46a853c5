namespace MlNetDeep.Tuning;

/// <summary>One parameter of a <see cref="SearchSpace"/>.</summary>
public sealed class SearchDimension
{
    internal SearchDimension(string name, Distribution distribution, Condition? condition) => (Name, Distribution, Condition) = (name, distribution, condition);

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>The distribution that a trial asked for last.</summary>
    public Distribution Distribution { get; }

    /// <summary>True for choices without an order, of which none is nearer to another than a third.</summary>
    public bool IsCategorical => Distribution is CategoricalDistribution;

    /// <summary>True when a rule was found for when trials ask for the parameter.</summary>
    public bool IsConditional => Condition is not null;

    internal Condition? Condition { get; }

    /// <summary>The place of a value on the dimension, NaN for a choice that it does not know.</summary>
    internal double ToUnit(ParameterValue value)
    {
        if (Distribution is not ChoiceDistribution choices || Distribution.Equals(value.Distribution)) return Distribution.ToUnit(value.Internal);
        int index = choices.Choices.IndexOf(value.Value, 0, choices.Choices.Length, Scalar.Comparer);
        return index < 0 ? double.NaN : Distribution.ToUnit(index);
    }
}
