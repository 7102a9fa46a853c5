using System.Text.Json.Serialization;

namespace MlNetDeep.Networks;

/// <summary>A height and a width, of a kernel, a stride and so on. One number converts to a square, a pair to both.</summary>
/// <param name="Height">The height.</param>
/// <param name="Width">The width.</param>
[JsonConverter(typeof(Size2DConverter))]
public readonly record struct Size2D(int Height, int Width)
{
    /// <summary>Makes a square size.</summary>
    /// <param name="size">The height and the width.</param>
    public static implicit operator Size2D(int size) => new(size, size);

    /// <summary>Makes a size of a pair.</summary>
    /// <param name="size">The height and the width.</param>
    public static implicit operator Size2D((int Height, int Width) size) => new(size.Height, size.Width);

    /// <inheritdoc/>
    public override string ToString() => Height == Width ? $"{Height}" : $"{Height}x{Width}";

    internal bool AtLeast(int minimum) => Height >= minimum && Width >= minimum;
}
