using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Overwrites a random rectangle of some images while training (Zhong et al. 2017), so that no single part decides; does nothing else.
/// Each image of a batch is decided by itself. Input and output are [height, width, channels].
/// </summary>
/// <remarks>As torchvision's <c>RandomErasing</c>: an image for which ten rectangles in a row do not fit stays whole.</remarks>
/// <param name="Probability">The share of images with a rectangle, in [0, 1]; 0.5 by default.</param>
public sealed record RandomErasing2D(float Probability = 0.5f) : Layer
{
    private const int Attempts = 10;

    /// <summary>The rectangle's area as a share of the image's, above 0 and at most 1; 0.02 to 0.33 by default.</summary>
    public FloatRange Scale { get; init; } = (0.02f, 0.33f);

    /// <summary>The rectangle's height over its width, above 0, its logarithm being equally likely; 0.3 to 3.3 by default.</summary>
    public FloatRange Ratio { get; init; } = (0.3f, 3.3f);

    /// <summary>What the rectangle holds, finite: one number for all or one for each channel; 0 by default.</summary>
    public PerChannel FillValue { get; init; } = 0;

    internal override bool IsIdentityInInference => true;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Probability is >= 0 and <= 1, FormattableString.Invariant($"Probability must be in [0, 1], is {Probability}"));
        Require(Scale.Within(float.Epsilon, 1), $"Scale must be a range above 0 and up to 1, is {Scale}");
        Require(Ratio.Within(float.Epsilon, float.MaxValue), $"Ratio must be a finite range above 0, is {Ratio}");
        Require(FillValue is not null && FillValue.All(float.IsFinite), $"FillValue must be finite, is {FillValue}");
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape shape = Single(inputs, "height, width, channels");
        return FillValue.Fits(shape[-1]) ? shape : throw new ShapeException($"expects {FillValue.Count} channels, one for each number of FillValue", inputs);
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (!context.Training) return inputs[0];
        Tensor images = inputs[0];
        int height = images.Shape[1], width = images.Shape[2], channels = images.Shape[3];
        Tensor erased = Tensor.Zeros(images.Shape);
        for (int i = 0; i < images.Shape[0]; i++)
        {
            if (Rectangle(new SampleRandom(context, i), height, width) is not { } box) continue;
            for (int row = box.Top; row < box.Top + box.Height; row++)
                erased.Span.Slice(((i * height + row) * width + box.Left) * channels, box.Width * channels).Fill(1);
        }
        return Ops.Where(erased, FillValue.ToTensor(images.Shape), images);
    }

    private (int Top, int Left, int Height, int Width)? Rectangle(SampleRandom random, int height, int width)
    {
        if (random.Uniform(0) >= Probability) return null;
        var logRatio = new FloatRange(MathF.Log(Ratio.Low), MathF.Log(Ratio.High));
        for (int draw = 1; draw <= 4 * Attempts; draw += 4)
        {
            double area = random.Uniform(draw, Scale) * height * width, ratio = Math.Exp(random.Uniform(draw + 1, logRatio));
            double high = Math.Round(Math.Sqrt(area * ratio)), wide = Math.Round(Math.Sqrt(area / ratio));
            if (!(high < height && wide < width)) continue;
            return (random.Integer(draw + 2, height - (int)high + 1), random.Integer(draw + 3, width - (int)wide + 1), (int)high, (int)wide);
        }
        return null;
    }
}
