using System.Globalization;

namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>A list of numbers.</summary>
public sealed class GridParameterSpec : IParameterSpec
{
    private readonly double[] _parameters;

    /// <summary>Creates a list.</summary>
    /// <param name="parameters">At least one number, none of them NaN.</param>
    /// <exception cref="ArgumentException">There is no number, or one is NaN.</exception>
    public GridParameterSpec(params double[] parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Length == 0 || parameters.Any(double.IsNaN)) throw new ArgumentException("a grid needs at least one number, none of them NaN", nameof(parameters));
        _parameters = [.. parameters];
        Distribution = new OrdinalDistribution([.. parameters.Distinct().Order().Select(number => (object?)number)]);
    }

    /// <inheritdoc/>
    public double Min => _parameters.Min();

    /// <inheritdoc/>
    public double Max => _parameters.Max();

    /// <inheritdoc/>
    public Distribution Distribution { get; }

    /// <inheritdoc/>
    public double ToEntry(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public double[] GetAllValues() => [.. _parameters];
}
