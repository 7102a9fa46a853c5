using System.Text.Json;
using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class MergingLayerTests
{
    private static readonly Tensor s_a = Tensor.From([1, -2, 3, 4, 5, -6], [1, 2, 3]);
    private static readonly Tensor s_b = Tensor.From([2, 2, 2, -4, 6, 0], [1, 2, 3]);
    private static readonly Tensor s_row = Tensor.From([10, 0, -10], [1, 3]);

    public static TheoryData<Layer, float[], float[]> Numbers => new()
    {
        { new Multiply(), [2, -4, 6, -16, 30, 0], [10, 0, -30, 40, 0, 60] },
        { new Subtract(), [-1, -4, 1, 8, -1, -6], [-9, -2, 13, -6, 5, 4] },
        { new Average(), [1.5f, 0, 2.5f, 0, 5.5f, -3], [5.5f, -1, -3.5f, 7, 2.5f, -8] },
        { new Maximum(), [2, 2, 3, 4, 6, 0], [10, 0, 3, 10, 5, -6] },
        { new Minimum(), [1, -2, 2, -4, 5, -6], [1, -2, -10, 4, 0, -10] },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Of_equal_shapes_and_of_a_row_for_all(Layer layer, float[] equal, float[] row)
    {
        LayerReference.AssertIs(equal, [1, 2, 3], LayerReference.Apply(layer, [s_a, s_b]));
        LayerReference.AssertIs(row, [1, 2, 3], LayerReference.Apply(layer, [s_a, s_row]));
    }

    [Fact]
    public void Of_more_than_two()
    {
        LayerReference.AssertIs([13 / 3f, 0, -5 / 3f], [1, 2, 3], LayerReference.Apply(new Average(), [s_a, s_b, s_row]));
        LayerReference.AssertIs([10, 2, 3], [1, 2, 3], LayerReference.Apply(new Maximum(), [s_row, s_a, s_b]));
        LayerReference.AssertIs([1, -2, -10], [1, 2, 3], LayerReference.Apply(new Minimum(), [s_row, s_a, s_b]));
        LayerReference.AssertIs([20, 0, -60], [1, 2, 3], LayerReference.Apply(new Multiply(), [s_row, s_a, s_b]));
    }

    [Fact]
    public void A_row_for_each_sample_is_its_own()
    {
        Tensor images = Tensor.From([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 1, 2]), rows = Tensor.From([1, 10, 100, 1000], [2, 2]);
        LayerReference.AssertIs([1, 20, 3, 40, 500, 6000, 700, 8000], [2, 2, 1, 2], LayerReference.Apply(new Multiply(), [images, rows]));
    }

    [Fact]
    public void Concatenate_has_golden_numbers()
    {
        GoldenCase golden = Golden.Case("ops_pool", "concat_c");
        Tensor a = LayerReference.Leaf(golden.Input("a").ChannelsLast), b = LayerReference.Leaf(golden.Input("b").ChannelsLast);
        foreach (int axis in (int[])[-1, 3]) golden.Check("output", golden.Output().ChannelsLast, LayerReference.Apply(new Concatenate { Axis = axis }, [a, b]).Span);
    }

    [Fact]
    public void Concatenate_along_another_axis()
    {
        foreach (int axis in (int[])[1, -2])
            LayerReference.AssertIs([1, -2, 3, 4, 5, -6, 2, 2, 2, -4, 6, 0], [1, 4, 3], LayerReference.Apply(new Concatenate { Axis = axis }, [s_a, s_b]));
    }

    /// <summary>A file of before the option has no axis.</summary>
    [Fact]
    public void Concatenate_without_an_axis_in_a_file_joins_the_last() => Assert.Equal(new Concatenate { Axis = -1 }, JsonSerializer.Deserialize<Concatenate>("{}"));

    [Fact]
    public void The_dot_product_of_two_vectors_is_one_number()
    {
        Tensor a = Tensor.From([3, 4, 1, 0], [2, 2]), b = Tensor.From([1, 2, 0, 5], [2, 2]);
        LayerReference.AssertIs([11, 0], [2, 1], LayerReference.Apply(new Dot(1, 1), [a, b]));
        LayerReference.AssertIs([11 / (5 * MathF.Sqrt(5)), 0], [2, 1], LayerReference.Apply(new Dot(-1, -1) { Normalize = true }, [a, b]));
    }

    /// <summary>Keras' batch_dot: the other axes of the first, then those of the second, against a plain loop.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_dot_product_along_any_axis(int firstAxis)
    {
        int[] lengths = [2, 3, 4];
        int common = lengths[firstAxis - 1];
        int[] rest = [.. lengths.Where((_, axis) => axis != firstAxis - 1)];
        Tensor a = TestData.Random([2, .. lengths], 1), b = TestData.Random([2, 5, common], 2);
        Tensor output = LayerReference.Apply(new Dot(firstAxis, -1), [a, b]);
        Assert.Equal(new Shape([2, .. rest, 5]), output.Shape);
        for (int n = 0; n < 2; n++)
        {
            for (int i = 0; i < rest[0]; i++)
            {
                for (int j = 0; j < rest[1]; j++)
                {
                    for (int k = 0; k < 5; k++)
                    {
                        double sum = 0;
                        for (int c = 0; c < common; c++)
                        {
                            var index = new List<int> { i, j };
                            index.Insert(firstAxis - 1, c);
                            sum += (double)a.Span[((n * 2 + index[0]) * 3 + index[1]) * 4 + index[2]] * b.Span[(n * 5 + k) * common + c];
                        }
                        Assert.Equal(sum, output.Span[((n * rest[0] + i) * rest[1] + j) * 5 + k], 1e-5);
                    }
                }
            }
        }
    }

    public static TheoryData<Layer, int[][], string> Refusals => new()
    {
        { new Multiply(), [[3]], "multiply (Multiply): expects at least two inputs; received [3]" },
        { new Multiply(), [[2, 3], [2]], "expects inputs whose axes have the same size or 1, counted from the last; received [2, 3] and [2]" },
        { new Average(), [[3]], "average (Average): expects at least two inputs; received [3]" },
        { new Average(), [[3], [2]], "expects inputs whose axes have the same size or 1, counted from the last; received [3] and [2]" },
        { new Maximum(), [[3]], "expects at least two inputs; received [3]" },
        { new Maximum(), [[3], [2]], "expects inputs whose axes have the same size or 1" },
        { new Minimum(), [[3]], "expects at least two inputs; received [3]" },
        { new Minimum(), [[3], [2]], "expects inputs whose axes have the same size or 1" },
        { new Subtract(), [[3]], "subtract (Subtract): expects exactly two inputs; received [3]" },
        { new Subtract(), [[3], [3], [3]], "expects exactly two inputs; received [3] and [3] and [3]" },
        { new Subtract(), [[3], [2]], "expects inputs whose axes have the same size or 1" },
        { new Dot(1, 1), [[3]], "dot (Dot): expects exactly two inputs; received [3]" },
        { new Dot(0, 1), [[3], [3]], "expects FirstAxis from 1 to 1 or from -1 to -1, is 0; received [3] and [3]" },
        { new Dot(1, 3), [[3], [2, 3]], "expects SecondAxis from 1 to 2 or from -2 to -1, is 3; received [3] and [2, 3]" },
        { new Dot(1, -3), [[3], [2, 3]], "expects SecondAxis from 1 to 2 or from -2 to -1, is -3" },
        { new Dot(1, 1), [[3], [2, 3]], "expects axes of the same size, has 3 along axis 1 and 2 along axis 1; received [3] and [2, 3]" },
        { new Concatenate(), [[3]], "concatenate (Concatenate): expects at least two inputs; received [3]" },
        { new Concatenate(), [[2, 3], [3, 3]], "expects inputs that differ in their last axis at most; received [2, 3] and [3, 3]" },
        { new Concatenate { Axis = 1 }, [[2, 3], [2, 4]], "expects inputs that differ in axis 1 at most; received [2, 3] and [2, 4]" },
        { new Concatenate { Axis = 1 }, [[2, 3], [2]], "expects inputs that differ in axis 1 at most; received [2, 3] and [2]" },
        { new Concatenate { Axis = 0 }, [[2, 3], [2, 3]], "expects Axis from 1 to 2 or from -2 to -1, is 0; received [2, 3] and [2, 3]" },
        { new Concatenate { Axis = -3 }, [[2, 3], [2, 3]], "expects Axis from 1 to 2 or from -2 to -1, is -3" },
        { new Concatenate(), [[int.MaxValue], [int.MaxValue]], "concatenate (Concatenate): a size exceeds 2147483647" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_is_refused(Layer layer, int[][] inputs, string expected) =>
        Assert.Contains(expected, LayerReference.Refused(layer, [.. inputs.Select(shape => new Shape(shape))]), StringComparison.Ordinal);
}
