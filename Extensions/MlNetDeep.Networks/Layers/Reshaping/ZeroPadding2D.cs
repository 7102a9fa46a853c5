using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Adds rows and columns of zeros around an image. Input [height, width, channels], output [height + top + bottom, width + left + right, channels].</summary>
/// <param name="Padding">The rows and columns on each side: <see cref="Networks.Padding.All"/> or <see cref="Networks.Padding.Explicit"/>.</param>
public sealed record ZeroPadding2D(Padding Padding) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Padding != Padding.Same, "Padding must be a number of rows and columns, is same");
        Require(Padding.IsInRange, $"Padding must be at least 0, is {Padding}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape image = Single(inputs, "height, width, channels");
        Padding2D sides = Sides;
        return [checked(image[0] + sides.Top + sides.Bottom), checked(image[1] + sides.Left + sides.Right), image[2]];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Ops.Pad2D(inputs[0], Sides);
    }

    private Padding2D Sides => Padding.For(1, 1, 1, 1, 1);
}
