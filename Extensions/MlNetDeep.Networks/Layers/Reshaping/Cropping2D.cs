using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Cuts rows and columns off an image. Input [height, width, channels], output [height - top - bottom, width - left - right, channels].</summary>
/// <param name="Cropping">The rows and columns on each side: <see cref="Padding.All"/> or <see cref="Padding.Explicit"/>.</param>
public sealed record Cropping2D(Padding Cropping) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Cropping != Padding.Same, "Cropping must be a number of rows and columns, is same");
        Require(Cropping.IsInRange, $"Cropping must be at least 0, is {Cropping}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape image = Single(inputs, "height, width, channels");
        Padding2D sides = Sides;
        long height = (long)image[0] - sides.Top - sides.Bottom, width = (long)image[1] - sides.Left - sides.Right;
        if (height < 1 || width < 1)
            throw new ShapeException($"expects more than {(long)sides.Top + sides.Bottom} rows and {(long)sides.Left + sides.Right} columns to cut off", inputs);
        return [(int)height, (int)width, image[2]];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Padding2D sides = Sides;
        Shape batch = inputs[0].Shape;
        Tensor rows = Ops.Slice(inputs[0], 1, sides.Top, batch[1] - sides.Top - sides.Bottom);
        return Ops.Slice(rows, 2, sides.Left, batch[2] - sides.Left - sides.Right);
    }

    private Padding2D Sides => Cropping.For(1, 1, 1, 1, 1);
}
