using System.Globalization;

namespace MlNetDeep.Tuning;

/// <summary>The value that a trial got for a parameter, with the distribution it was drawn from.</summary>
/// <param name="Distribution">The distribution that the objective asked for.</param>
/// <param name="Internal">The value in the internal representation: the number, or the index of the choice.</param>
public readonly record struct ParameterValue(Distribution Distribution, double Internal)
{
    /// <summary>The value as the objective saw it: an int, a double, or the choice.</summary>
    public object? Value => Distribution.ToExternal(Internal);

    /// <inheritdoc/>
    public override string ToString() => Value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        object other => other.ToString() ?? "",
    };
}
