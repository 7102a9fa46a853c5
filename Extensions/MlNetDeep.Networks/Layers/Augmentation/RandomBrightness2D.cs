using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Makes each image brighter or darker by a random amount of its own while training; does nothing else. Input and output are
/// [height, width, channels].
/// </summary>
/// <remarks>Keras' <c>RandomBrightness</c>.</remarks>
/// <param name="Factor">What is added as a share of the range of values, within -1 to 1; -1 makes all black, 1 white.</param>
public sealed record RandomBrightness2D(FloatRange Factor) : Layer
{
    /// <summary>
    /// Black and white, in this order; results are clipped to it. [0, 1] by default (Keras: [0, 255]). Null for images without such a
    /// range, for example with mean 0: the factor is then added as it is, and nothing clipped.
    /// </summary>
    public FloatRange? ValueRange { get; init; } = (0, 1);

    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Factor.Within(-1, 1), $"Factor must be a range within -1 to 1, is {Factor}");
        Require(ValueRange is not { } range || (range.Within(float.MinValue, float.MaxValue) && range.Low < range.High), $"ValueRange must be finite and not empty, is {ValueRange}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs, "height, width, channels");

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!context.Training) return inputs[0];
        float span = ValueRange is { } values ? values.High - values.Low : 1;
        Tensor brighter = inputs[0] + SampleRandom.PerImage(inputs[0], context, random => random.Uniform(0, Factor) * span);
        return ValueRange is { } range ? Ops.Clamp(brighter, range.Low, range.High) : brighter;
    }
}
