using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Makes an image a whole number of times as high and wide. Input [height, width, channels], output [height * size, width * size, channels].</summary>
/// <param name="Size">How many times as high and wide, at least 1; one number for both.</param>
public sealed record UpSampling2D(Size2D Size) : Layer
{
    /// <summary>
    /// How pixels between pixels are computed: nearest (the default) repeats rows and columns, bilinear takes pixels as areas whose
    /// centres lie at half numbers, both as in Keras; bilinear with aligned corners is an option of PyTorch's Upsample.
    /// </summary>
    public ResizeMode Interpolation { get; init; } = ResizeMode.Nearest;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Size.AtLeast(1), $"Size must be at least 1, is {Size}");
        Require(Enum.IsDefined(Interpolation), $"Interpolation must be Nearest, Bilinear or BilinearAlignCorners, is {Interpolation}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape image = Single(inputs, "height, width, channels");
        return [checked(image[0] * Size.Height), checked(image[1] * Size.Width), image[2]];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Resize2D(inputs[0], inputs[0].Shape[1] * Size.Height, inputs[0].Shape[2] * Size.Width, Interpolation);
    }
}
