namespace MlNetDeep.Tensors.Tests;

/// <summary>Normalisation of samples [rows, columns] by groups of columns, and its gradients, as a plain loop in double precision.</summary>
internal static class NormalizationReference
{
    /// <summary>Checks a result and the gradients that its tensors have against the loop. The sample is the outermost axis.</summary>
    public static void Check(Tensor input, Tensor? gamma, Tensor? beta, int samples, int columns, int groups, bool centered, float epsilon, Tensor output, Tensor gradient, double tolerance)
    {
        int rows = input.Count / samples / columns, width = columns / groups, size = rows * width;
        var gammaGradient = new double[columns];
        var betaGradient = new double[columns];
        ReadOnlySpan<float> x = input.Span, y = output.Span, dy = gradient.Span, dx = input.Grad!.Span;
        for (int n = 0; n < samples; n++)
        {
            for (int g = 0; g < groups; g++)
            {
                double mean = 0, variance = 0, sum = 0, products = 0;
                if (centered)
                    foreach (int i in Indices(n, g)) mean += x[i] / (double)size;
                foreach (int i in Indices(n, g)) variance += Math.Pow(x[i] - mean, 2) / size;
                double deviation = Math.Sqrt(variance + epsilon);
                foreach (int i in Indices(n, g))
                {
                    int c = i % columns;
                    double scale = gamma?.Span[c] ?? 1, normal = (x[i] - mean) / deviation;
                    Assert.Equal((normal * scale) + (beta?.Span[c] ?? 0), y[i], tolerance);
                    gammaGradient[c] += dy[i] * normal;
                    betaGradient[c] += dy[i];
                    sum += dy[i] * scale / size;
                    products += dy[i] * scale * normal / size;
                }
                foreach (int i in Indices(n, g))
                {
                    double normal = (x[i] - mean) / deviation, scale = gamma?.Span[i % columns] ?? 1;
                    Assert.Equal(((dy[i] * scale) - (centered ? sum : 0) - (normal * products)) / deviation, dx[i], tolerance);
                }
            }
        }
        for (int c = 0; c < columns; c++)
        {
            if (gamma is not null) Assert.Equal(gammaGradient[c], gamma.Grad!.Span[c], tolerance * Math.Sqrt(samples * rows));
            if (beta is not null) Assert.Equal(betaGradient[c], beta.Grad!.Span[c], tolerance * Math.Sqrt(samples * rows));
        }

        IEnumerable<int> Indices(int sample, int group)
        {
            for (int row = 0; row < rows; row++)
                for (int c = group * width; c < (group + 1) * width; c++)
                    yield return (((sample * rows) + row) * columns) + c;
        }
    }
}
