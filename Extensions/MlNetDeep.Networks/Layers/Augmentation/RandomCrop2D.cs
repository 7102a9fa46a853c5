using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Cuts a window out of images: at a random place of each image's own while training, at the centre otherwise. Input
/// [height, width, channels], at least as large as the window.
/// </summary>
/// <remarks>
/// As torchvision's <c>RandomCrop</c> and <c>CenterCrop</c>; Keras' <c>RandomCrop</c> takes the same place for a whole batch and in
/// prediction scales what is cut. After a padding of 4 it is the usual augmentation of CIFAR, which then leaves predictions as they are.
/// </remarks>
/// <param name="Height">The window's height, at least 1.</param>
/// <param name="Width">The window's width, at least 1.</param>
public sealed record RandomCrop2D(int Height, int Width) : Layer
{
    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Height >= 1, $"Height must be at least 1, is {Height}");
        Require(Width >= 1, $"Width must be at least 1, is {Width}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs, "height, width, channels");
        return shape[0] >= Height && shape[1] >= Width ? [Height, Width, shape[2]] : throw new ShapeException($"expects images of at least {Height} x {Width}", inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int top = inputs[0].Shape[1] - Height, left = inputs[0].Shape[2] - Width;
        if (top == 0 && left == 0) return inputs[0];
        if (!context.Training) return Ops.Slice(Ops.Slice(inputs[0], 1, top / 2, Height), 2, left / 2, Width);
        return SampleRandom.Move(inputs[0], context, new AffineTransformOptions { Height = Height, Width = Width }, random =>
            AffineMap2D.Identity with { X = random.Integer(1, left + 1), Y = random.Integer(0, top + 1) });
    }
}
