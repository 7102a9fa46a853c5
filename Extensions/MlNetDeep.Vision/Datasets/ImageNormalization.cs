using System.Globalization;

namespace MlNetDeep.Vision;

/// <summary>
/// How bytes become the numbers that a network reads: (byte / 255 - mean) / standard deviation, for each channel. Keep it with
/// the network: pictures to predict need the same.
/// </summary>
public sealed record ImageNormalization
{
    /// <summary>Makes a normalization of known numbers.</summary>
    /// <param name="mean">The mean of each channel, in 0..1; finite. Copied.</param>
    /// <param name="standardDeviation">The standard deviation of each channel, above 0 and finite. Copied.</param>
    /// <exception cref="ArgumentException">There are no channels, the lengths differ, or a number is out of its range.</exception>
    public ImageNormalization(IReadOnlyList<float> mean, IReadOnlyList<float> standardDeviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(standardDeviation);
        if (mean.Count == 0 || mean.Count != standardDeviation.Count)
            throw new ArgumentException($"Expected a mean and a standard deviation for each channel, received {mean.Count} and {standardDeviation.Count}.", nameof(standardDeviation));
        if (!mean.All(float.IsFinite)) throw new ArgumentException($"A mean is not finite: {Text(mean)}.", nameof(mean));
        if (!standardDeviation.All(s => s > 0 && float.IsFinite(s)))
            throw new ArgumentException($"A standard deviation is not above 0 and finite: {Text(standardDeviation)}.", nameof(standardDeviation));
        Mean = [.. mean];
        StandardDeviation = [.. standardDeviation];
        Scale = [.. StandardDeviation.Select(s => 1 / (255 * s))];
        Offset = [.. Mean.Zip(StandardDeviation, (m, s) => -m / s)];

        static string Text(IEnumerable<float> values) => string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The mean of each channel, in 0..1.</summary>
    public IReadOnlyList<float> Mean { get; }

    /// <summary>The standard deviation of each channel, above 0.</summary>
    public IReadOnlyList<float> StandardDeviation { get; }

    /// <summary>With <see cref="Offset"/> the same as byte * scale + offset.</summary>
    internal float[] Scale { get; }

    /// <inheritdoc cref="Scale"/>
    internal float[] Offset { get; }

    /// <summary>The normalization that gives a set of pictures mean 0 and standard deviation 1 in each channel.</summary>
    /// <param name="images">The pictures to train on; not those to test with.</param>
    public static ImageNormalization Of(ImageSet images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int channels = images.Channels;
        // Counts of each byte are exact, so that the result is the same on every machine.
        var counts = new long[channels, 256];
        ReadOnlySpan<byte> pixels = images.Pixels;
        for (int i = 0; i < pixels.Length; i += channels)
            for (int c = 0; c < channels; c++) counts[c, pixels[i + c]]++;
        float[] mean = new float[channels], deviation = new float[channels];
        double total = pixels.Length / channels;
        for (int c = 0; c < channels; c++)
        {
            double sum = 0, squares = 0;
            for (int v = 0; v < 256; v++)
            {
                sum += v * (double)counts[c, v];
                squares += v * (double)v * counts[c, v];
            }
            double average = sum / total, variance = squares / total - average * average;
            mean[c] = (float)(average / 255);
            // A channel that never changes carries nothing to scale.
            deviation[c] = variance > 1e-6 ? (float)(Math.Sqrt(variance) / 255) : 1;
        }
        return new ImageNormalization(mean, deviation);
    }

    /// <summary>Normalizes pictures.</summary>
    /// <param name="pixels">Bytes [..., channels].</param>
    /// <param name="values">As many numbers, overwritten.</param>
    /// <exception cref="ArgumentException">The lengths differ or are no multiple of the channels.</exception>
    public void Apply(ReadOnlySpan<byte> pixels, Span<float> values)
    {
        (float[] scale, float[] offset) = (Scale, Offset);
        int channels = scale.Length;
        if (values.Length != pixels.Length || pixels.Length % channels != 0)
            throw new ArgumentException($"Expected as many numbers as samples and a multiple of {channels}, received {values.Length} and {pixels.Length}.", nameof(values));
        if (channels == 3)
        {
            (float r, float g, float b) = (scale[0], scale[1], scale[2]);
            (float r0, float g0, float b0) = (offset[0], offset[1], offset[2]);
            for (int i = 0; i < pixels.Length; i += 3)
                (values[i], values[i + 1], values[i + 2]) = (pixels[i] * r + r0, pixels[i + 1] * g + g0, pixels[i + 2] * b + b0);
            return;
        }
        for (int i = 0; i < pixels.Length; i += channels)
            for (int c = 0; c < channels; c++) values[i + c] = pixels[i + c] * scale[c] + offset[c];
    }

    /// <summary>Whether two normalizations have the same numbers.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ImageNormalization? other) =>
        other is not null && Mean.SequenceEqual(other.Mean) && StandardDeviation.SequenceEqual(other.StandardDeviation);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (float value in Mean.Concat(StandardDeviation)) hash.Add(value);
        return hash.ToHashCode();
    }
}
