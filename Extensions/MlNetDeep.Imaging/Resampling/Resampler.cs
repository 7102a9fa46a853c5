using System.Numerics;
using System.Runtime.InteropServices;

namespace MlNetDeep.Imaging;

/// <summary>
/// Separable resizing: each new row is first summed from old rows, a vector at a time, then shrunk or stretched along x. No
/// multiplication is fused with an addition, so that every processor gives the same pixels.
/// </summary>
internal static class Resampler
{
    public static void Resize(Image source, Image target, Interpolation interpolation)
    {
        if (!Enum.IsDefined(interpolation)) throw new ArgumentOutOfRangeException(nameof(interpolation), interpolation, "Not an interpolation.");
        var horizontal = new ResampleWeights(source.Width, target.Width, interpolation);
        var vertical = new ResampleWeights(source.Height, target.Height, interpolation);
        int stride = source.Width * source.Channels;
        var sum = new float[stride];
        var line = new float[target.Width * source.Channels];
        for (int y = 0; y < target.Height; y++)
        {
            Array.Clear(sum);
            ReadOnlySpan<float> weights = vertical.Weights(y);
            for (int k = 0; k < weights.Length; k++) AddScaled(source.Row(vertical.Start(y) + k), weights[k], sum);
            ResizeLine(sum, line, source.Channels, horizontal);
            Span<byte> row = target.Row(y);
            for (int i = 0; i < row.Length; i++) row[i] = (byte)(Math.Min(line[i], 255f) + 0.5f);
        }
    }

    private static void AddScaled(ReadOnlySpan<byte> row, float weight, Span<float> sum)
    {
        int i = 0, step = Vector<byte>.Count, part = Vector<float>.Count;
        for (; i <= row.Length - step; i += step)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> a, out Vector<uint> b);
            Vector.Widen(high, out Vector<uint> c, out Vector<uint> d);
            Span<Vector<float>> target = MemoryMarshal.Cast<float, Vector<float>>(sum.Slice(i, 4 * part));
            target[0] += Vector.ConvertToSingle(a.As<uint, int>()) * weight;
            target[1] += Vector.ConvertToSingle(b.As<uint, int>()) * weight;
            target[2] += Vector.ConvertToSingle(c.As<uint, int>()) * weight;
            target[3] += Vector.ConvertToSingle(d.As<uint, int>()) * weight;
        }
        for (; i < row.Length; i++) sum[i] += row[i] * weight;
    }

    private static void ResizeLine(ReadOnlySpan<float> from, Span<float> to, int channels, ResampleWeights horizontal)
    {
        for (int x = 0, j = 0; j < to.Length; x++, j += channels)
        {
            ReadOnlySpan<float> weights = horizontal.Weights(x);
            int start = horizontal.Start(x) * channels;
            if (channels == 3)
            {
                float r = 0, g = 0, b = 0;
                ReadOnlySpan<float> pixels = from.Slice(start, weights.Length * 3);
                for (int k = 0, i = 0; k < weights.Length; k++, i += 3)
                {
                    r += pixels[i] * weights[k];
                    g += pixels[i + 1] * weights[k];
                    b += pixels[i + 2] * weights[k];
                }
                (to[j], to[j + 1], to[j + 2]) = (r, g, b);
                continue;
            }
            for (int c = 0; c < channels; c++)
            {
                float value = 0;
                for (int k = 0; k < weights.Length; k++) value += from[start + k * channels + c] * weights[k];
                to[j + c] = value;
            }
        }
    }
}
