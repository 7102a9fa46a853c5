using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

[Collection(nameof(Parallelism))]
public class GradientClippingTests
{
    public static TheoryData<string> Norms => Golden.Names("optim", "clip_grad_norm");

    public static TheoryData<string> Values => Golden.Names("optim", "clip_grad_value");

    [Theory]
    [MemberData(nameof(Norms))]
    public void Golden_numbers_of_clipping_by_the_norm_of_all(string name)
    {
        GoldenCase golden = Golden.Case("optim", name);
        Tensor[] gradients = [golden.Input("g0").ToTensor(), golden.Input("g1").ToTensor()];
        float scale = GradientClipping.Scale(GradientClipping.Norm(gradients), golden.Number("max_norm"));
        for (int i = 0; i < 2; i++) golden.Check($"g{i}", golden.Output($"g{i}"), Treated(new ParameterStep(Tensor.Zeros(gradients[i].Shape), gradients[i]) { GradientScale = scale }));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void Golden_numbers_of_clipping_by_value(string name)
    {
        GoldenCase golden = Golden.Case("optim", name);
        for (int i = 0; i < 2; i++)
        {
            Tensor gradient = golden.Input($"g{i}").ToTensor();
            golden.Check($"g{i}", golden.Output($"g{i}"), Treated(new ParameterStep(Tensor.Zeros(gradient.Shape), gradient) { GradientLimit = golden.Number("clip_value") }));
        }
    }

    [Fact]
    public void Norms_are_those_of_plain_loops_and_the_same_bits_on_any_number_of_threads()
    {
        Tensor[] gradients = [.. new int[] { 0, 1, 7, 8, 9, 17, (32 * 1024) - 1, (32 * 1024) + 5, 200_003, 0 }.Select((count, i) => GradientCheck.Random([count], (ulong)i, -3, 3))];
        double[] expected = [.. gradients.Select(gradient => Math.Sqrt(gradient.ToArray().Sum(x => (double)x * x)))];
        int before = Parallelism.MaxThreads;
        var bits = new List<double[]>();
        try
        {
            foreach (int threads in (ReadOnlySpan<int>)[1, 2, 4])
            {
                Parallelism.MaxThreads = threads;
                double[] norms = new double[gradients.Length + 1];
                GradientClipping.Norms(gradients, norms.AsSpan(1));
                norms[0] = GradientClipping.Norm(gradients);
                bits.Add(norms);
            }
        }
        finally
        {
            Parallelism.MaxThreads = before;
        }
        for (int i = 0; i < gradients.Length; i++) Assert.Equal(expected[i], bits[0][i + 1], 1e-9);
        Assert.Equal(Math.Sqrt(expected.Sum(norm => norm * norm)), bits[0][0], 1e-9);
        Assert.Equal(bits[0], bits[1]);
        Assert.Equal(bits[0], bits[2]);
    }

    [Fact]
    public void Extreme_norms_are_what_PyTorch_makes_of_them()
    {
        Assert.Equal(0, GradientClipping.Norm([]));
        Assert.Equal(1, GradientClipping.Scale(0, 1));
        Assert.Equal(1, GradientClipping.Scale(1, 2));
        Assert.Equal((float)(1 / (4 + 1e-6)), GradientClipping.Scale(4, 1));
        Assert.Equal(0, GradientClipping.Scale(double.PositiveInfinity, 1));
        Assert.Equal(float.NaN, GradientClipping.Scale(double.NaN, 1));
        // The square of the number does not fit a float.
        Assert.Equal(3e30, GradientClipping.Norm([Tensor.Full([1], 3e30f)]), 1e24);
        Assert.Equal(double.NaN, GradientClipping.Norm([Tensor.Ones([20]), Tensor.Full([1], float.NaN)]));
    }

    [Fact]
    public void Errors_name_the_numbers()
    {
        Assert.Contains("must be above 0, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.Scale(1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("1 gradients, but room for 2", Assert.Throws<ArgumentException>(() => GradientClipping.Norms([Tensor.Ones([1])], new double[2])).Message, StringComparison.Ordinal);
    }

    // Gradient descent from zero with rate 1 lands at minus the gradient as it was read.
    private static float[] Treated(ParameterStep step)
    {
        OptimizerKernels.SgdStep(step, null, new() { LearningRate = 1 });
        return [.. step.Parameter.ToArray().Select(value => -value)];
    }
}
