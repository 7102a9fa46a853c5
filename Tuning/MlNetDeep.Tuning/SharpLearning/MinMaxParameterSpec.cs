using System.Globalization;

namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>
/// A range of numbers. Unlike SharpLearning's, discrete ranges reach each of their integers on the logarithmic scale too, and the
/// optimizers that move through the range keep to the integers.
/// </summary>
public sealed class MinMaxParameterSpec : IParameterSpec
{
    private readonly bool _isComplement;

    /// <summary>Creates a range.</summary>
    /// <param name="min">The smallest value; above 0 for <see cref="Transform.Log10"/>.</param>
    /// <param name="max">The largest value, above <paramref name="min"/>; below 1 for <see cref="Transform.ExponentialAverage"/>.</param>
    /// <param name="transform">The scale.</param>
    /// <param name="parameterType">All numbers of the range, or its integers.</param>
    /// <exception cref="ArgumentException">The range is empty, not finite, without an integer, or does not fit the scale.</exception>
    public MinMaxParameterSpec(double min, double max, Transform transform = Transform.Linear, ParameterType parameterType = ParameterType.Continuous)
    {
        if (!(min < max) || !double.IsFinite(max - min)) throw new ArgumentException(FormattableString.Invariant($"the range {min} to {max} is not valid: min must be below max, and both finite"), nameof(min));
        if (transform == Transform.Log10 && min <= 0) throw new ArgumentException(FormattableString.Invariant($"min is {min}, but a logarithmic scale needs it above 0"), nameof(min));
        if (transform == Transform.ExponentialAverage && max >= 1) throw new ArgumentException(FormattableString.Invariant($"max is {max}, but the scale of exponential averages needs it below 1"), nameof(max));
        (Min, Max, _isComplement) = (min, max, transform == Transform.ExponentialAverage);
        Distribution = (parameterType, transform) switch
        {
            (ParameterType.Continuous, Transform.Linear or Transform.Log10) => new FloatDistribution(min, max, transform == Transform.Log10),
            (ParameterType.Continuous, Transform.ExponentialAverage) => new FloatDistribution(1 - max, 1 - min, log: true),
            (ParameterType.Discrete, Transform.Linear or Transform.Log10) => Integers(min, max, transform == Transform.Log10),
            (ParameterType.Discrete, Transform.ExponentialAverage) => throw new ArgumentException("the scale of exponential averages has no integers", nameof(parameterType)),
            _ => throw new ArgumentException($"there is no parameter type {parameterType} with the transform {transform}", nameof(parameterType)),
        };
    }

    /// <inheritdoc/>
    public double Min { get; }

    /// <inheritdoc/>
    public double Max { get; }

    /// <inheritdoc/>
    public Distribution Distribution { get; }

    /// <inheritdoc/>
    public double ToEntry(object? value)
    {
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return _isComplement ? Math.Clamp(1 - number, Min, Max) : number;
    }

    /// <inheritdoc/>
    public double[] GetAllValues() => throw new NotSupportedException(FormattableString.Invariant($"the range {Min} to {Max} has no list of values; a grid search needs a {nameof(GridParameterSpec)}"));

    private static IntDistribution Integers(double min, double max, bool log)
    {
        (double low, double high) = (Math.Ceiling(min), Math.Floor(max));
        if (low > high || low < int.MinValue || high > int.MaxValue) throw new ArgumentException(FormattableString.Invariant($"the range {min} to {max} holds no integers of 32 bits"), nameof(min));
        return new IntDistribution((int)low, (int)high, log);
    }
}
