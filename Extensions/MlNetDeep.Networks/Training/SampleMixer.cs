using MlNetDeep.Tensors;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace MlNetDeep.Networks;

/// <summary>
/// Mixes the samples of a training batch with one another: mixup (Zhang et al. 2018) blends them, cutmix (Yun et al. 2019) pastes a
/// rectangle of one into another. When both are on, a coin decides for each batch.
/// </summary>
internal sealed class SampleMixer(float mixupAlpha, float cutmixAlpha, ulong seed)
{
    // Keeps the mixing apart from the shuffling and the dropout of the same seed.
    private const ulong MixSalt = 0x6D69780000000000;

    private float[] _original = [];

    public MixedBatch Mix(Batch batch, long number)
    {
        var random = new Philox(seed ^ MixSalt, (ulong)number * 3);
        bool cut = cutmixAlpha > 0 && (mixupAlpha == 0 || random.Uniform(0) < 0.5f);
        float share = BetaDistribution.Sample(cut ? cutmixAlpha : mixupAlpha, new Philox(seed ^ MixSalt, (ulong)number * 3 + 1));
        // A batch and its partner are alike, so the larger share may be the batch's own: metrics then compare with the labels that prevail.
        if (!cut) share = Math.Max(share, 1 - share);
        int[] partner = [.. Enumerable.Range(0, batch.Count)];
        new Philox(seed ^ MixSalt, (ulong)number * 3 + 2).Shuffle<int>(partner);
        float mixed = 0;
        foreach (Tensor input in batch.Inputs) mixed += cut ? Paste(input, partner, share, random) : Blend(input, partner, share);
        return new MixedBatch(Permuted(batch, partner), mixed / batch.Inputs.Count);
    }

    private float Blend(Tensor input, int[] partner, float share)
    {
        ReadOnlySpan<float> original = Keep(input);
        Span<float> mixed = input.Span;
        int size = mixed.Length / partner.Length;
        for (int i = 0; i < partner.Length; i++)
            TensorPrimitives.Lerp(original.Slice(partner[i] * size, size), original.Slice(i * size, size), share, mixed.Slice(i * size, size));
        return share;
    }

    private float Paste(Tensor input, int[] partner, float share, Philox random)
    {
        int height = input.Shape[1], width = input.Shape[2], channels = input.Shape[3];
        double side = Math.Sqrt(1 - share);
        (int top, int bottom) = Cut(height, random.Uniform(1));
        (int left, int right) = Cut(width, random.Uniform(2));
        ReadOnlySpan<float> original = Keep(input);
        Span<float> mixed = input.Span;
        int length = (right - left) * channels;
        for (int i = 0; i < partner.Length; i++)
        {
            for (int y = top; y < bottom; y++)
            {
                int row = (y * width + left) * channels, size = height * width * channels;
                original.Slice(partner[i] * size + row, length).CopyTo(mixed.Slice(i * size + row, length));
            }
        }
        // What lies beyond the border is cut off, so the share is that of the pixels that stayed.
        return 1 - (float)(bottom - top) * (right - left) / (height * width);

        (int From, int To) Cut(int length, float centre)
        {
            double middle = centre * length, half = side * length / 2;
            return ((int)Math.Max(0, Math.Round(middle - half)), (int)Math.Min(length, Math.Round(middle + half)));
        }
    }

    private ReadOnlySpan<float> Keep(Tensor input)
    {
        if (_original.Length < input.Count) _original = new float[input.Count];
        input.Span.CopyTo(_original);
        return _original.AsSpan(0, input.Count);
    }

    private static Batch Permuted(Batch batch, int[] partner) =>
        new(batch.Inputs, [.. batch.Outputs.Select(output => new TargetData(
            output.Labels is null ? null : [.. partner.Select(i => output.Labels[i])],
            output.Values is null ? null : Rows(output.Values, partner)))])
        {
            SampleWeights = batch.SampleWeights is null ? null : [.. partner.Select(i => batch.SampleWeights[i])],
        };

    private static Tensor Rows(Tensor values, int[] rows)
    {
        Tensor permuted = Tensor.Zeros(values.Shape);
        int size = values.Count / rows.Length;
        for (int i = 0; i < rows.Length; i++) values.Span.Slice(rows[i] * size, size).CopyTo(permuted.Span.Slice(i * size, size));
        return permuted;
    }
}
