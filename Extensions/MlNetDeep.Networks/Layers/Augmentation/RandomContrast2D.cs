using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Changes the contrast of each image by a random factor of its own while training; does nothing else:
/// (x - mean) * (1 + amount) + mean with the mean of each channel. Input and output are [height, width, channels].
/// </summary>
/// <remarks>Keras' <c>RandomContrast</c>, whose pair (a, b) is the range (-a, b) here.</remarks>
/// <param name="Factor">The amount, at least -1; 0.2 is a contrast of 80 % to 120 %, and -1 leaves the mean alone.</param>
public sealed record RandomContrast2D(FloatRange Factor) : Layer
{
    /// <summary>Black and white, in this order; results are clipped to it. [0, 1] by default (Keras: [0, 255]), null for no clipping.</summary>
    public FloatRange? ValueRange { get; init; } = (0, 1);

    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Factor.Within(-1, float.MaxValue), $"Factor must be a range of at least -1, is {Factor}");
        Require(ValueRange is not { } range || (range.Within(float.MinValue, float.MaxValue) && range.Low < range.High), $"ValueRange must be finite and not empty, is {ValueRange}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "height, width, channels");

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!context.Training) return inputs[0];
        Tensor factor = SampleRandom.PerImage(inputs[0], context, random => 1 + random.Uniform(0, Factor));
        Tensor rest = Ops.Mean(inputs[0], [1, 2], keepDims: true) * (-factor + 1);
        // Whole rows repeat much faster than a few channels do.
        Shape shape = inputs[0].Shape;
        Tensor changed = inputs[0] * factor + Ops.BroadcastTo(rest, [shape[0], 1, shape[2], shape[3]]);
        return ValueRange is { } range ? Ops.Clamp(changed, range.Low, range.High) : changed;
    }
}
