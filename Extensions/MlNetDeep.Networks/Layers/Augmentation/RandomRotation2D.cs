using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Turns each image about its centre by a random angle of its own while training; does nothing else. Input and output are
/// [height, width, channels].
/// </summary>
/// <remarks>Keras' <c>RandomRotation</c>.</remarks>
/// <param name="Factor">The angle as a share of a full turn, finite; positive ones are counterclockwise. 0.1 is up to 36 degrees either way.</param>
public sealed record RandomRotation2D(FloatRange Factor) : Layer
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
        Require(Factor.Within(float.MinValue, float.MaxValue), $"Factor must be a finite range, is {Factor}");
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
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.Uniform(0, Factor));
            return new AffineMap2D(cosine, -sine, centerX - cosine * centerX + sine * centerY, sine, cosine, centerY - sine * centerX - cosine * centerY);
        });
    }
}
