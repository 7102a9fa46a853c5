using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Divides an image of any size into a fixed number of regions and takes the largest number of each, for each channel, as PyTorch's
/// AdaptiveMaxPool2d. Input [height, width, channels], output [output height, output width, channels].
/// </summary>
/// <remarks>Region i begins at floor(i * size / output) and ends at ceil((i + 1) * size / output); regions may overlap.</remarks>
/// <param name="Output">The height and width of the output, at least 1; one number for a square.</param>
public sealed record AdaptiveMaxPool2D(Size2D Output) : Layer
{
    /// <inheritdoc/>
    public override void Validate() => Require(Output.AtLeast(1), $"Output must be at least 1, is {Output}");

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => [Output.Height, Output.Width, Single(inputs, "height, width, channels")[2]];

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.AdaptiveMaxPool2D(inputs[0], Output.Height, Output.Width);
    }
}
