using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Gives each feature or channel, the last axis, mean 0 and variance 1 over a data set: (x - mean) / sqrt(variance), in training and
/// prediction alike. Input and output have the same shape. <see cref="Adapted(Dataset, int)"/> computes mean and variance; they are options
/// of the layer and saved with it, so that a network takes raw numbers wherever it is used. As Keras' <c>Normalization</c>.
/// </summary>
/// <remarks>
/// A standard deviation counts as at least 1e-7, as in Keras. A feature with variance 0, which is constant in the data, is only moved to
/// mean 0, as scikit-learn's <c>StandardScaler</c> does; Keras would multiply what differs later by 1e7.
/// </remarks>
/// <param name="Mean">The mean of all or of each feature, finite.</param>
/// <param name="Variance">The variance of all or of each feature, finite and at least 0.</param>
public sealed record Normalization(PerChannel Mean, PerChannel Variance) : Layer
{
    private const float LeastDeviation = 1e-7f;

    /// <summary>True for the way back, x * sqrt(variance) + mean, for example from predictions to prices; false by default.</summary>
    public bool Invert { get; init; }

    /// <summary>Makes the layer for the inputs of a data set, reading each sample once, without augmentation.</summary>
    /// <param name="data">The data to train on; not the data to test with.</param>
    /// <param name="input">Which of the inputs of a sample, from 0; 0 by default.</param>
    /// <returns>The layer, with one mean and one variance for each number of the input's last axis.</returns>
    /// <exception cref="ArgumentException">The data set is empty or has no such input, the input has no axis, or a number is NaN or infinite.</exception>
    public static Normalization Adapted(Dataset data, int input = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (input < 0 || input >= data.InputShapes.Count)
            throw new ArgumentException($"Normalization: the samples have {data.InputShapes.Count} inputs; there is no input {input}", nameof(input));
        const int most = 256;
        FeatureMoments moments = Moments(data.InputShapes[input], data.Count);
        Batch? batch = null;
        for (int start = 0; start < data.Count; start += most)
        {
            int[] indices = [.. Enumerable.Range(start, Math.Min(most, data.Count - start))];
            if (batch?.Count != indices.Length) batch = data.CreateBatch(indices.Length);
            data.Load(indices, new LoadContext(Training: false), batch);
            moments.Add(batch.Inputs[input].Span, indices.Length);
        }
        return new Normalization(moments.Mean, moments.Variance);
    }

    /// <summary>Makes the layer for samples.</summary>
    /// <param name="data">[N, ..., features], the data to train on.</param>
    /// <returns>The layer, with one mean and one variance for each number of the last axis.</returns>
    /// <exception cref="ArgumentException">There is no sample, samples have no axis, or a number is NaN or infinite.</exception>
    public static Normalization Adapted(Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Rank < 2) throw new ArgumentException($"Normalization: expects data of shape [N, ..., features]; received {data.Shape}", nameof(data));
        FeatureMoments moments = Moments(new Shape(data.Shape.Dimensions[1..]), data.Shape[0]);
        moments.Add(data.Span, data.Shape[0]);
        return new Normalization(moments.Mean, moments.Variance);
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Mean is not null && Mean.All(float.IsFinite), $"Mean must be finite, is {Mean}");
        Require(Variance is not null && Variance.All(value => float.IsFinite(value) && value >= 0), $"Variance must be finite and at least 0, is {Variance}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs);
        if (shape.Rank == 0) throw new ShapeException("expects at least one axis", inputs);
        if (!Mean.Fits(shape[-1])) throw new ShapeException($"expects {Mean.Count} features, one for each number of Mean", inputs);
        if (!Variance.Fits(shape[-1])) throw new ShapeException($"expects {Variance.Count} features, one for each number of Variance", inputs);
        return shape;
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Shape shape = inputs[0].Shape;
        Tensor mean = Mean.ToTensor(shape);
        // The mean is subtracted first: a large one would drown the numbers in rounding otherwise.
        return Invert
            ? inputs[0] * Variance.ToTensor(shape, Deviation) + mean
            : (inputs[0] - mean) * Variance.ToTensor(shape, variance => 1 / Deviation(variance));
    }

    private static float Deviation(float variance) => variance == 0 ? 1 : MathF.Max(MathF.Sqrt(variance), LeastDeviation);

    private static FeatureMoments Moments(Shape sample, int count)
    {
        if (sample.Rank == 0) throw new ArgumentException("Normalization: expects samples with at least one axis");
        if (count == 0 || sample.Count == 0) throw new ArgumentException($"Normalization: there is nothing to adapt to in {count} samples of shape {sample}");
        return new FeatureMoments(sample);
    }
}
