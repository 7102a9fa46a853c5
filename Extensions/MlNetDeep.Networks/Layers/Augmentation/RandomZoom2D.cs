using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Scales each image about its centre by a random factor of its own while training; does nothing else. Input and output are
/// [height, width, channels].
/// </summary>
/// <remarks>Keras' <c>RandomZoom</c>.</remarks>
/// <param name="HeightFactor">
/// How much more of the height is seen, above -1: positive numbers zoom out, negative ones in. 0.2 is 20 % either way.
/// </param>
public sealed record RandomZoom2D(FloatRange HeightFactor) : Layer
{
    /// <summary>How much more of the width is seen, above -1; null (the default) for the same as of the height, which keeps proportions.</summary>
    public FloatRange? WidthFactor { get; init; }

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
        Require(HeightFactor.Within(MathF.BitIncrement(-1), float.MaxValue), $"HeightFactor must be a range above -1, is {HeightFactor}");
        Require(WidthFactor is not { } width || width.Within(MathF.BitIncrement(-1), float.MaxValue), $"WidthFactor must be a range above -1, is {WidthFactor}");
        Require(float.IsFinite(FillValue), FormattableString.Invariant($"FillValue must be finite, is {FillValue}"));
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "height, width, channels");

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!context.Training) return inputs[0];
        double centerX = (inputs[0].Shape[2] - 1) / 2.0, centerY = (inputs[0].Shape[1] - 1) / 2.0;
        return SampleRandom.Move(inputs[0], context, new AffineTransformOptions { FillMode = FillMode, FillValue = FillValue, Sampling = Sampling }, random =>
        {
            double y = 1 + (double)random.Uniform(0, HeightFactor), x = WidthFactor is { } width ? 1 + (double)random.Uniform(1, width) : y;
            return new AffineMap2D(x, 0, centerX * (1 - x), 0, y, centerY * (1 - y));
        });
    }
}
