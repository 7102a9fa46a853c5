namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// One axis of RoiAlign for one box. Bilinear samples on a grid are a product of two interpolations, so that a bin is the sum over
/// rows and columns of row weight times column weight times pixel; these are the weights of one axis, summed over the samples of
/// each bin, with the range of pixels in which they are not zero.
/// </summary>
internal unsafe struct RoiWeights
{
    private readonly float* _weights;
    private readonly int* _ranges;
    private readonly int _length, _bins;

    /// <param name="memory">Room for <see cref="Floats"/> floats.</param>
    /// <param name="length">The pixels of the axis.</param>
    /// <param name="bins">The bins of the axis.</param>
    internal RoiWeights(float* memory, int length, int bins)
    {
        _ranges = (int*)memory;
        _weights = memory + (2 * bins);
        _length = length;
        _bins = bins;
    }

    /// <summary>The memory of an axis.</summary>
    internal static int Floats(int length, int bins) => checked((length + 2) * bins);

    /// <summary>The weight of each pixel for a bin.</summary>
    internal readonly float* Of(int bin) => _weights + ((long)bin * _length);

    /// <summary>The first pixel of a bin.</summary>
    internal readonly int Start(int bin) => _ranges[2 * bin];

    /// <summary>The pixel after the last one of a bin.</summary>
    internal readonly int End(int bin) => _ranges[(2 * bin) + 1];

    /// <summary>Computes the weights of a box from its edges, which are finite.</summary>
    internal readonly void Fill(in RoiGeometry geometry, float low, float high)
    {
        new Span<float>(_weights, _length * _bins).Clear();
        float offset = geometry.Aligned ? 0.5f : 0, start = (low * geometry.Scale) - offset, size = (high * geometry.Scale) - offset - start;
        if (!geometry.Aligned) size = Math.Max(size, 1);
        float bin = size / _bins;
        // In double: the samples of a box that is far larger than the features do not fit an integer.
        double samples = geometry.SamplingRatio > 0 ? geometry.SamplingRatio : Math.Ceiling(bin);
        for (int i = 0; i < _bins; i++)
        {
            float from = start + (i * bin);
            int lowest = _length, highest = 0;
            // Of a bin of more than a billion samples the features are nothing.
            if (_length > 0 && samples <= 1 << 30)
            {
                long first = 0, last = (long)samples - 1;
                if (geometry.SamplingRatio == 0 && samples > _length)
                {
                    // Samples are at most a pixel apart here; those beyond the features need no visit.
                    double step = bin / samples;
                    first = (long)Math.Max(first, Math.Floor((-1 - (double)from) / step) - 2);
                    last = (long)Math.Min(last, Math.Ceiling((_length - (double)from) / step) + 2);
                }
                for (long sample = first; sample <= last; sample++)
                    Add(Of(i), from + ((sample + 0.5f) * bin / (float)samples), (float)(1 / samples), ref lowest, ref highest);
            }
            _ranges[2 * i] = lowest;
            _ranges[(2 * i) + 1] = highest;
        }
    }

    private readonly void Add(float* weights, float position, float weight, ref int lowest, ref int highest)
    {
        if (!(position >= -1 && position <= _length)) return;
        position = Math.Max(position, 0);
        int pixel = (int)position, next = pixel + 1;
        if (pixel >= _length - 1)
        {
            pixel = next = _length - 1;
            position = pixel;
        }
        float right = position - pixel;
        weights[pixel] += (1 - right) * weight;
        weights[next] += right * weight;
        lowest = Math.Min(lowest, pixel);
        highest = Math.Max(highest, next + 1);
    }
}
