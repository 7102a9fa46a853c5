using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms.Image;

/// <summary>Makes an <see cref="MLImage"/> member a column of images.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class ImageTypeAttribute : DataViewTypeAttribute
{
    private readonly int _height;
    private readonly int _width;

    /// <summary>Images of any size.</summary>
    public ImageTypeAttribute()
    {
    }

    /// <summary>Images of one size. Note the order: the height comes first.</summary>
    /// <param name="height">The height in pixels.</param>
    /// <param name="width">The width in pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public ImageTypeAttribute(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _height = height;
        _width = width;
    }

    /// <summary>Registers the type of these images.</summary>
    public override void Register() => DataViewTypeManager.Register(_height == 0 ? new ImageDataViewType() : new ImageDataViewType(_height, _width), typeof(MLImage), this);

    /// <summary>Whether the other attribute stands for images of the same size.</summary>
    public override bool Equals(DataViewTypeAttribute? other) => other is ImageTypeAttribute image && image._height == _height && image._width == _width;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewTypeAttribute other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_height, _width);
}
