using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>The type of a column of <see cref="MLImage"/>, of one size or of any.</summary>
public sealed class ImageDataViewType : StructuredDataViewType
{
    /// <summary>The height in pixels; 0 when it differs from row to row.</summary>
    public readonly int Height;

    /// <summary>The width in pixels; 0 when it differs from row to row.</summary>
    public readonly int Width;

    /// <summary>Images of one size.</summary>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or both are too large together.</exception>
    public ImageDataViewType(int height, int width) : base(typeof(MLImage))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)height * width, int.MaxValue / 4, "height * width");
        Height = height;
        Width = width;
    }

    /// <summary>Images of any size.</summary>
    public ImageDataViewType() : base(typeof(MLImage))
    {
    }

    /// <summary>Whether the other type is one of images of the same size.</summary>
    public override bool Equals(DataViewType? other) => other is ImageDataViewType image && image.Height == Height && image.Width == Width;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Height, Width);

    /// <summary><c>Image</c>, or <c>Image&lt;height, width&gt;</c>.</summary>
    public override string ToString() => Height == 0 ? "Image" : string.Create(CultureInfo.InvariantCulture, $"Image<{Height}, {Width}>");
}
