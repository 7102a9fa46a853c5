using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The random numbers of one sample of a batch: a function of seed, step, layer and the sample's place, whatever the threads do.</summary>
/// <param name="context">The pass.</param>
/// <param name="sample">The sample, from 0.</param>
internal readonly struct SampleRandom(ForwardContext context, int sample)
{
    // The numbers of a sample lie so far apart from those of the next that no augmentation draws as many.
    private const ulong PerSample = 1024;

    private readonly Philox _random = new(context.Seed, context.Stream);
    private readonly ulong _first = (ulong)sample * PerSample;

    /// <summary>At least 0 and below 1.</summary>
    public float Uniform(int index) => _random.Uniform(_first + (ulong)index);

    public float Uniform(int index, FloatRange range) => range.At(Uniform(index));

    public int Integer(int index, int exclusiveMaximum) => _random.Integer(_first + (ulong)index, exclusiveMaximum);

    /// <summary>A number for each sample of a batch, as a tensor [N, 1, 1, 1].</summary>
    public static Tensor PerImage(Tensor images, ForwardContext context, Func<SampleRandom, float> draw)
    {
        float[] numbers = new float[images.Shape[0]];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = draw(new SampleRandom(context, i));
        return Tensor.From(numbers, [numbers.Length, 1, 1, 1]);
    }

    /// <summary>Moves each image by a map that is drawn for it.</summary>
    public static Tensor Move(Tensor images, ForwardContext context, AffineTransformOptions options, Func<SampleRandom, AffineMap2D> draw)
    {
        var maps = new AffineMap2D[images.Shape[0]];
        for (int i = 0; i < maps.Length; i++) maps[i] = draw(new SampleRandom(context, i));
        return Ops.AffineTransform(images, maps, options);
    }
}
