using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Adds channels of zeros to an image, as the shortcut without parameters of a residual network does (He et al. 2016, option A). Input
/// [height, width, channels], output [height, width, before + channels + after].
/// </summary>
/// <param name="Before">The number of channels before those of the input, at least 0.</param>
/// <param name="After">The number of channels after them, at least 0.</param>
public sealed record ChannelPadding(int Before, int After) : Layer
{
    /// <inheritdoc/>
    public override void Validate() => Require(Before >= 0 && After >= 0, $"Before and After must be at least 0, are {Before} and {After}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape image = Single(inputs, "height, width, channels");
        long channels = (long)Before + image[2] + After;
        return channels <= int.MaxValue ? [image[0], image[1], (int)channels] : throw new ShapeException($"its output would have {channels} channels", inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Shape shape = inputs[0].Shape;
        int samples = shape[0], height = shape[1], width = shape[2], channels = shape[3];
        // For the padding of images the channels lie where it has the columns.
        Tensor columns = inputs[0].Reshape([samples, height * width, channels, 1]);
        return Ops.Pad2D(columns, new Padding2D(0, 0, Before, After)).Reshape([samples, height, width, Before + channels + After]);
    }
}
