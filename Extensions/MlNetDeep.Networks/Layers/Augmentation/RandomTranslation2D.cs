using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Shifts each image by a random distance of its own while training; does nothing else. Input and output are [height, width, channels].
/// </summary>
/// <remarks>Keras' <c>RandomTranslation</c>. Distances are not rounded to pixels; between pixels is interpolated.</remarks>
/// <param name="HeightFactor">The distance downwards as a share of the height, within -1 to 1; negative ones are upwards. 0.2 is up to a fifth in both directions.</param>
/// <param name="WidthFactor">The distance to the right as a share of the width, within -1 to 1; negative ones are to the left.</param>
public sealed record RandomTranslation2D(FloatRange HeightFactor, FloatRange WidthFactor) : Layer
{
    /// <summary>What comes in from outside of an image; mirrored by default, as in Keras.</summary>
    public FillMode FillMode { get; init; } = FillMode.Reflect;

    /// <summary>The number outside for <see cref="FillMode.Constant"/>, finite; 0 by default.</summary>
    public float FillValue { get; init; }

    /// <summary>How images are read between their pixels; bilinear by default.</summary>
    public SamplingMode Sampling { get; init; } = SamplingMode.Bilinear;

    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(HeightFactor.Within(-1, 1), $"HeightFactor must be a range within -1 to 1, is {HeightFactor}");
        Require(WidthFactor.Within(-1, 1), $"WidthFactor must be a range within -1 to 1, is {WidthFactor}");
        Require(float.IsFinite(FillValue), FormattableString.Invariant($"FillValue must be finite, is {FillValue}"));
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "height, width, channels");

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!context.Training) return inputs[0];
        Shape shape = inputs[0].Shape;
        return SampleRandom.Move(inputs[0], context, new AffineTransformOptions { FillMode = FillMode, FillValue = FillValue, Sampling = Sampling }, random =>
            AffineMap2D.Identity with { X = -random.Uniform(1, WidthFactor) * shape[2], Y = -random.Uniform(0, HeightFactor) * shape[1] });
    }
}
