using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The Euclidean norms of the numbers of a weight that lead to each output, the last axis.</summary>
internal static class OutputNorms
{
    /// <summary>Multiplies the numbers of each output by a factor that depends on their norm.</summary>
    public static void Scale(Tensor weight, Func<double, double> factorOf)
    {
        if (weight.Rank == 0 || weight.Count == 0) return;
        Span<float> numbers = weight.Span;
        int outputs = weight.Shape[-1];
        double[] factors = new double[outputs];
        for (int i = 0; i < numbers.Length; i += outputs)
            for (int o = 0; o < outputs; o++) factors[o] += (double)numbers[i + o] * numbers[i + o];
        for (int o = 0; o < outputs; o++) factors[o] = factorOf(Math.Sqrt(factors[o]));
        for (int i = 0; i < numbers.Length; i += outputs)
            for (int o = 0; o < outputs; o++) numbers[i + o] = (float)(numbers[i + o] * factors[o]);
    }
}
