using System.Globalization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Random numbers with variance scale / fan, the rule behind Glorot's (1, fan_avg), He's (2, fan_in) and LeCun's (1, fan_in) starts
/// (Keras' <c>VarianceScaling</c>). As text <c>variance_scaling(2,fan_in,truncated_normal)</c>; modes are fan_in, fan_out, fan_avg,
/// distributions truncated_normal, untruncated_normal, uniform.
/// </summary>
/// <param name="Scale">The numerator, finite and above 0; 1 by default.</param>
/// <param name="Mode">The fan in the denominator; the fan-in by default.</param>
/// <param name="Distribution">What the numbers are drawn from; a truncated normal by default.</param>
public sealed record VarianceScaling(float Scale = 1, FanMode Mode = FanMode.FanIn, ScaledDistribution Distribution = ScaledDistribution.TruncatedNormal) : Initializer
{
    private static readonly string[] s_modes = ["fan_in", "fan_out", "fan_avg"];
    private static readonly string[] s_distributions = ["truncated_normal", "untruncated_normal", "uniform"];

    /// <summary>The numerator, finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Scale { get; } = Guard.Range(Scale, float.IsFinite(Scale) && Scale > 0, "finite and above 0", nameof(Scale));

    /// <summary>The fan in the denominator.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such mode.</exception>
    public FanMode Mode { get; } = Enum.IsDefined(Mode) ? Mode : throw new ArgumentOutOfRangeException(nameof(Mode), Mode, $"Mode must be a FanMode, is {Mode}");

    /// <summary>What the numbers are drawn from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such distribution.</exception>
    public ScaledDistribution Distribution { get; } =
        Enum.IsDefined(Distribution) ? Distribution : throw new ArgumentOutOfRangeException(nameof(Distribution), Distribution, $"Distribution must be a ScaledDistribution, is {Distribution}");

    private protected override string Text =>
        string.Create(CultureInfo.InvariantCulture, $"variance_scaling({Scale:R},{s_modes[(int)Mode]},{s_distributions[(int)Distribution]})");

    /// <summary>Reads the text form, of which the last parts may be missing; null when the text is another.</summary>
    internal static VarianceScaling? TryParse(string text)
    {
        text = text.Trim().ToLowerInvariant();
        if (text == "variance_scaling") return new VarianceScaling();
        if (!text.StartsWith("variance_scaling(", StringComparison.Ordinal) || text[^1] != ')') return null;
        string[] parts = text["variance_scaling(".Length..^1].Split(',', StringSplitOptions.TrimEntries);
        int mode = parts.Length > 1 ? Array.IndexOf(s_modes, parts[1]) : 0, distribution = parts.Length > 2 ? Array.IndexOf(s_distributions, parts[2]) : 0;
        if (parts.Length > 3 || mode < 0 || distribution < 0 || !float.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out float scale)) return null;
        return new VarianceScaling(scale, (FanMode)mode, (ScaledDistribution)distribution);
    }

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        (double fanIn, double fanOut) = Fans(shape);
        double variance = Scale / Math.Max(1, Mode switch { FanMode.FanIn => fanIn, FanMode.FanOut => fanOut, _ => (fanIn + fanOut) / 2 });
        switch (Distribution)
        {
            case ScaledDistribution.TruncatedNormal: FillNormal(values, random, variance); break;
            case ScaledDistribution.UntruncatedNormal: random.Normal(values, 0, (float)Math.Sqrt(variance)); break;
            default: FillUniform(values, random, variance); break;
        }
    }
}
