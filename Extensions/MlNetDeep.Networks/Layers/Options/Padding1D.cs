using System.Globalization;
using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

/// <summary>How the ends of a sequence are padded: <see cref="Valid"/>, <see cref="Same"/>, <see cref="Causal"/> or explicit.</summary>
[JsonConverter(typeof(Padding1DConverter))]
public readonly record struct Padding1D
{
    private readonly Kind _kind;
    private readonly int _before, _after;

    private Padding1D(Kind kind, int before = 0, int after = 0)
    {
        _kind = kind;
        _before = before;
        _after = after;
    }

    private enum Kind
    {
        Explicit,
        Same,
        Causal,
    }

    /// <summary>No padding: windows lie within the sequence.</summary>
    public static Padding1D Valid => default;

    /// <summary>As much as is needed for an output of ceil(length / stride), an odd step at the end, as in Keras and TensorFlow.</summary>
    public static Padding1D Same => new(Kind.Same);

    /// <summary>
    /// All of it at the start, dilation * (kernel - 1) steps, so that no output sees a later input (van den Oord et al. 2016, WaveNet).
    /// The output has ceil(length / stride) steps.
    /// </summary>
    public static Padding1D Causal => new(Kind.Causal);

    internal bool IsInRange => _before >= 0 && _after >= 0;

    internal bool IsExplicit => _kind == Kind.Explicit;

    /// <summary>The given number of steps at each end.</summary>
    /// <param name="before">The steps at the start, at least 0.</param>
    /// <param name="after">The steps at the end, at least 0.</param>
    /// <returns>The padding.</returns>
    public static Padding1D Explicit(int before, int after) => new(Kind.Explicit, before, after);

    /// <summary>The same number of steps at both ends, as PyTorch's <c>padding=1</c>.</summary>
    /// <param name="size">The number of steps, at least 0.</param>
    /// <returns>The padding.</returns>
    public static Padding1D All(int size) => new(Kind.Explicit, size, size);

    /// <inheritdoc/>
    public override string ToString() => _kind switch
    {
        Kind.Same => "same",
        Kind.Causal => "causal",
        _ when this == Valid => "valid",
        _ => string.Create(CultureInfo.InvariantCulture, $"{_before},{_after}"),
    };

    internal static Padding1D Parse(string text)
    {
        if (text == "same") return Same;
        if (text == "causal") return Causal;
        if (text == "valid") return Valid;
        int[] ends = [.. text.Split(',').Select(end => int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : -1)];
        return ends.Length == 2 && ends.All(size => size >= 0)
            ? Explicit(ends[0], ends[1])
            : throw new ArgumentException($"'{text}' is not a padding; there are same, valid, causal and before,after", nameof(text));
    }

    internal (int Before, int After) For(int length, int kernel, int stride, int dilation)
    {
        if (_kind == Kind.Explicit) return (_before, _after);
        if (_kind == Kind.Causal) return (checked(dilation * (kernel - 1)), 0);
        var sides = Tensors.Padding2D.Same(1, length, 1, kernel, 1, stride, 1, dilation);
        return (sides.Left, sides.Right);
    }
}
