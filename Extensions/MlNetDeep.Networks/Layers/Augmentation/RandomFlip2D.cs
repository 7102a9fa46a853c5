using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Mirrors every second image while training, left to right, top to bottom or both by chance; does nothing else. Each image of a batch
/// is decided by itself. Input and output are [height, width, channels].
/// </summary>
/// <remarks>Keras' <c>RandomFlip</c>, which by default mirrors both ways. The 2D in the name tells it from the augmentation of decoded pictures.</remarks>
/// <param name="Horizontal">Whether images are mirrored left to right; true by default.</param>
/// <param name="Vertical">Whether images are mirrored top to bottom; false by default, since most things have an upper side.</param>
public sealed record RandomFlip2D(bool Horizontal = true, bool Vertical = false) : Layer
{
    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "height, width, channels");

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!context.Training) return inputs[0];
        Shape shape = inputs[0].Shape;
        return SampleRandom.Move(inputs[0], context, new AffineTransformOptions(), random =>
        {
            bool mirrorX = Horizontal && random.Uniform(0) < 0.5f, mirrorY = Vertical && random.Uniform(1) < 0.5f;
            return new AffineMap2D(mirrorX ? -1 : 1, 0, mirrorX ? shape[2] - 1 : 0, 0, mirrorY ? -1 : 1, mirrorY ? shape[1] - 1 : 0);
        });
    }
}
