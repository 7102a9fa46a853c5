using System.Globalization;

namespace MlNetDeep.Tensors.Tests;

/// <summary>
/// Compares the gradients that the tape computes with central differences. The function's result is weighted by fixed random
/// numbers and summed in double precision, so that float rounding stays far below the step.
/// </summary>
internal static class GradientCheck
{
    public static Tensor Random(Shape shape, ulong seed, float low = -1, float high = 1)
    {
        Tensor tensor = Tensor.Uninitialized(shape);
        new Philox(seed, 7).Uniform(tensor.Span, low, high);
        return tensor;
    }

    public static void Run(Func<Tensor> function, params Tensor[] inputs) => Run(1e-2f, 2e-2f, function, inputs);

    public static void Run(float step, float tolerance, Func<Tensor> function, params Tensor[] inputs)
    {
        foreach (Tensor input in inputs)
        {
            input.RequiresGrad = true;
            input.ZeroGrad();
        }
        Tensor result = function();
        Tensor weights = Random(result.Shape, 99);
        result.Backward(weights);
        foreach (Tensor input in inputs)
        {
            Assert.NotNull(input.Grad);
            Assert.Equal(input.Shape, input.Grad.Shape);
            float scale = Math.Max(1, input.Grad.ToArray().Select(MathF.Abs).DefaultIfEmpty().Max());
            for (int i = 0; i < input.Count; i++)
            {
                float value = input.Span[i];
                input.Span[i] = value + step;
                double above = Weighted(function, weights);
                input.Span[i] = value - step;
                double below = Weighted(function, weights);
                input.Span[i] = value;
                double expected = (above - below) / (2 * step);
                float actual = input.Grad.Span[i];
                if (!(Math.Abs(expected - actual) <= tolerance * scale))
                    Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"input {Array.IndexOf(inputs, input)} of shape {input.Shape}, element {i}: central difference {expected}, gradient {actual}"));
            }
        }
    }

    private static double Weighted(Func<Tensor> function, Tensor weights)
    {
        using IDisposable scope = Tensor.NoGrad();
        ReadOnlySpan<float> values = function().Span, factors = weights.Span;
        double sum = 0;
        for (int i = 0; i < values.Length; i++) sum += (double)values[i] * factors[i];
        return sum;
    }
}
