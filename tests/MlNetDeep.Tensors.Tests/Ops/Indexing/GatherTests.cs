using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class GatherTests
{
    [Fact]
    public void Embedding_has_golden_numbers()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "embedding");
        GoldenArray indices = golden.Input("indices");
        Tensor weight = golden.Input("weight").ToTensor(true);
        Tensor output = Ops.Embedding(weight, indices.Integers, new Shape(indices.Shape), golden.Integer("padding_idx"));
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("gradient", golden.Gradient("weight"), weight.Grad!.Span);
    }

    // Widths around a chunk of the adding kernel, and enough numbers that several threads share them.
    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 63)]
    [InlineData(2, 64)]
    [InlineData(3, 200)]
    public void Rows_are_taken_and_their_gradients_added_up(int outer, int inner)
    {
        int[] indices = [.. Enumerable.Range(0, 300).Select(i => i * 7 % 11)];
        Tensor x = GradientCheck.Random([outer, 11, inner], 1), weights = GradientCheck.Random([outer, 300, inner], 2);
        x.RequiresGrad = true;
        Tensor y = Ops.Gather(x, indices, 1);
        y.Backward(weights);
        var expected = new double[x.Count];
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < 300; i++)
            {
                for (int k = 0; k < inner; k++)
                {
                    int from = (((o * 11) + indices[i]) * inner) + k, to = (((o * 300) + i) * inner) + k;
                    Assert.Equal(x.Span[from], y.Span[to]);
                    expected[from] += weights.Span[to];
                }
            }
        }
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], x.Grad!.Span[i], 1e-4);
    }

    [Fact]
    public void Elements_are_taken_one_by_one()
    {
        Tensor x = Tensor.From([1, 2, 3, 4, 5, 6], [2, 3]);
        x.RequiresGrad = true;
        Tensor y = Ops.GatherElements(x, [2, 0, 1, 1], [2, 2]);
        Assert.Equal([3, 1, 5, 5], y.ToArray());
        y.Backward(Tensor.From([1, 2, 3, 4], [2, 2]));
        Assert.Equal([2, 0, 1, 0, 7, 0], x.Grad!.ToArray());
        Assert.Equal([4, 2, 6], Ops.GatherElements(x, [1, 0, 1], [1, 3], 0).ToArray());
    }

    [Fact]
    public void Labels_become_rows_with_a_single_one()
    {
        Assert.Equal([0, 0, 1, 1, 0, 0], Ops.OneHot([2, 0], 3).ToArray());
        Assert.Equal<Shape>([0, 3], Ops.OneHot([], 3).Shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Sums_run_along_an_axis(int axis)
    {
        Tensor x = GradientCheck.Random([3, 5, 4], 1), y = Ops.CumulativeSum(x, axis);
        int length = x.Shape[axis];
        for (int i = 0; i < length; i++)
        {
            float[] expected = Ops.Sum(Ops.Slice(x, axis, 0, i + 1), [axis]).ToArray(), actual = Ops.Slice(y, axis, i, 1).ToArray();
            for (int k = 0; k < expected.Length; k++) Assert.Equal(expected[k], actual[k], 1e-5f);
        }
    }

    [Fact]
    public void Errors_name_the_index_its_place_and_the_size()
    {
        Tensor table = Tensor.Zeros([10, 4]);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Embedding(table, [1, 10], [2])).Message;
        Assert.Contains("Embedding: indices are at least 0 and below 10, but number 1 is 10; received shape [10, 4]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Gather(table, [-1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.OneHot([3], 3));
        Assert.Contains("2, but there are 1", Assert.Throws<ArgumentException>(() => Ops.Embedding(table, [1], [2])).Message, StringComparison.Ordinal);
        Assert.Contains("[entries, dimensions]", Assert.Throws<ArgumentException>(() => Ops.Embedding(Tensor.Zeros([4]), [1], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("axis 0 is 3 and 10", Assert.Throws<ArgumentException>(() => Ops.GatherElements(table, new int[3], [3, 1])).Message, StringComparison.Ordinal);
    }
}
