using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>How the border of an image is padded by a convolution or a pooling: <see cref="Valid"/>, <see cref="Same"/> or explicit.</summary>
[JsonConverter(typeof(PaddingConverter))]
public readonly record struct Padding
{
    private readonly bool _same;
    private readonly Padding2D _explicit;

    private Padding(bool same, Padding2D padding)
    {
        _same = same;
        _explicit = padding;
    }

    /// <summary>No padding: windows lie within the image.</summary>
    public static Padding Valid => default;

    /// <summary>
    /// As much as is needed for an output of ceil(size / stride), the odd row at the bottom and the odd column at the right, as
    /// in Keras and TensorFlow.
    /// </summary>
    public static Padding Same => new(true, default);

    /// <summary>The given number of rows and columns on each side, as in PyTorch.</summary>
    /// <param name="padding">The rows and columns, each at least 0.</param>
    /// <returns>The padding.</returns>
    public static Padding Explicit(Padding2D padding) => new(false, padding);

    /// <summary>The same number of rows and columns on each side, as PyTorch's <c>padding=1</c>.</summary>
    /// <param name="size">The number of rows and columns, at least 0.</param>
    /// <returns>The padding.</returns>
    public static Padding All(int size) => new(false, Padding2D.All(size));

    /// <inheritdoc/>
    public override string ToString() => _same ? "same" : this == Valid ? "valid"
        : $"{_explicit.Top},{_explicit.Bottom},{_explicit.Left},{_explicit.Right}";

    internal bool IsInRange => _explicit is { Top: >= 0, Bottom: >= 0, Left: >= 0, Right: >= 0 };

    internal static Padding Parse(string text)
    {
        if (text == "same") return Same;
        if (text == "valid") return Valid;
        int[] sides = [.. text.Split(',').Select(side => int.TryParse(side, out int size) ? size : -1)];
        return sides.Length == 4 && sides.All(size => size >= 0)
            ? Explicit(new Padding2D(sides[0], sides[1], sides[2], sides[3]))
            : throw new ArgumentException($"'{text}' is not a padding; there are same, valid and top,bottom,left,right", nameof(text));
    }

    internal Padding2D For(int height, int width, Size2D kernel, Size2D stride, Size2D dilation) => _same
        ? Padding2D.Same(height, width, kernel.Height, kernel.Width, stride.Height, stride.Width, dilation.Height, dilation.Width)
        : _explicit;
}
