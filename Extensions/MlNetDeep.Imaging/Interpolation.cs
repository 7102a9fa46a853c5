namespace MlNetDeep.Imaging;

/// <summary>How <see cref="Image.Resize"/> finds the value of a new pixel. All use half-pixel centres.</summary>
public enum Interpolation
{
    /// <summary>
    /// Linear interpolation when enlarging; when shrinking, a triangle as wide as two new pixels, so that every old pixel
    /// counts and nothing flickers (as Pillow's <c>BILINEAR</c> and torchvision with <c>antialias=True</c>). The best default.
    /// </summary>
    Bilinear,

    /// <summary>
    /// Linear interpolation between the four nearest old pixels, also when shrinking (as PyTorch's
    /// <c>interpolate(mode="bilinear", align_corners=False)</c>). Fast, and rough when shrinking by more than two.
    /// </summary>
    BilinearNoAntialias,

    /// <summary>The old pixel at floor(x * oldSize / newSize) (as PyTorch's <c>interpolate(mode="nearest")</c>).</summary>
    Nearest,
}
