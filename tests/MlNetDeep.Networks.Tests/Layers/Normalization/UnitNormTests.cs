using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class UnitNormTests
{
    [Fact]
    public void Numbers_are_PyTorchs()
    {
        GoldenCase golden = Golden.Case("ops_norm", "l2_normalize");
        Tensor input = golden.Input("input").ToTensor(true);
        Tensor output = new UnitNorm().Predict(input);
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
    }

    [Fact]
    public void Axes_are_counted_with_the_batch()
    {
        Tensor input = Tensor.From([3, 1, 4, 0], [1, 2, 2]);
        float[] rows = [3 / MathF.Sqrt(10), 1 / MathF.Sqrt(10), 1, 0], columns = [0.6f, 1, 0.8f, 0];
        Check(rows, new UnitNorm());
        Check(rows, new UnitNorm(2));
        Check(columns, new UnitNorm(1));
        Check(columns, new UnitNorm(-2));

        void Check(float[] expected, UnitNorm layer)
        {
            float[] actual = layer.Predict(input).ToArray();
            for (int i = 0; i < 4; i++) Assert.Equal(expected[i], actual[i], 1e-6f);
        }
    }

    [Fact]
    public void A_vector_of_zeros_stays() => Assert.Equal([0, 0, 0], new UnitNorm().Predict(Tensor.Zeros([1, 3])).ToArray());

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-3)]
    public void An_axis_that_no_sample_has_is_refused(int axis) =>
        new UnitNorm(axis).Refuses([4, 5], $"Axis must be 1 to 2 (0 is the batch) or -2 to -1, is {axis}; received [4, 5]");

    [Fact]
    public void A_number_without_axes_is_refused() => new UnitNorm().Refuses([], "expects at least one axis; received []");
}
