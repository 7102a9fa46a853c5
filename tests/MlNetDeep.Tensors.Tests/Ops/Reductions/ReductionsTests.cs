using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class ReductionsTests
{
    [Fact]
    public void Sums_means_and_maxima_agree_with_plain_loops_over_any_axes()
    {
        Arbitrary<(int[] Lengths, int Mask)> cases = (from lengths in Gen.Elements(0, 1, 2, 3, 17).ArrayOf(4) from rank in Gen.Choose(0, 4) from mask in Gen.Choose(0, 15) select (lengths[..rank], mask)).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(cases, c =>
        {
            Tensor x = GradientCheck.Random(new Shape(c.Lengths), 3);
            int[] axes = [.. Enumerable.Range(0, x.Rank).Where(a => (c.Mask >> a & 1) != 0)];
            Tensor sum = Ops.Sum(x, axes, keepDims: true), mean = Ops.Mean(x, axes, keepDims: true), max = Ops.Max(x, axes, keepDims: true);
            Dictionary<int, List<float>> groups = Groups(x, sum.Shape);
            for (int i = 0; i < sum.Count; i++)
            {
                List<float> group = groups.GetValueOrDefault(i, []);
                if (Math.Abs(group.Sum(v => (double)v) - sum.Span[i]) > 1e-4) return false;
                if (group.Count > 0 && Math.Abs(group.Average(v => (double)v) - mean.Span[i]) > 1e-5) return false;
                if (max.Span[i] != group.Append(float.NegativeInfinity).Max()) return false;
            }
            return Ops.Sum(x, axes).Count == sum.Count;
        }));
    }

    // Long enough for several blocks, with rows around the vector widths.
    [Theory]
    [InlineData(100_001, 1)]
    [InlineData(40_000, 7)]
    [InlineData(9_000, 16)]
    [InlineData(3_000, 33)]
    [InlineData(40, 5_000)]
    public void Long_sums_are_accurate(int rows, int columns)
    {
        Tensor x = GradientCheck.Random([rows, columns], 5, 0, 2);
        float[] byColumn = Ops.Sum(x, [0]).ToArray(), byRow = Ops.Sum(x, [1]).ToArray();
        var columnSums = new double[columns];
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            for (int column = 0; column < columns; column++)
            {
                sum += x.Span[(row * columns) + column];
                columnSums[column] += x.Span[(row * columns) + column];
            }
            Assert.Equal(sum, byRow[row], 1e-5 * Math.Max(1, sum));
        }
        for (int column = 0; column < columns; column++) Assert.Equal(columnSums[column], byColumn[column], 1e-5 * columnSums[column]);
        Assert.Equal(columnSums.Sum(), Ops.Sum(x).Item(), 1e-5 * columnSums.Sum());
    }

    [Fact]
    public void Central_differences()
    {
        Tensor x = GradientCheck.Random([2, 3, 4], 1);
        GradientCheck.Run(() => Ops.Sum(x), x);
        GradientCheck.Run(() => Ops.Sum(x, [0, 2]), x);
        GradientCheck.Run(() => Ops.Mean(x, [-1], keepDims: true), x);
        GradientCheck.Run(1e-3f, 2e-2f, () => Ops.Max(x, [1]), x);
        GradientCheck.Run(1e-3f, 2e-2f, () => Ops.Max(x), x);
    }

    [Fact]
    public void Equal_maxima_share_the_gradient()
    {
        Tensor x = Tensor.From([3, 1, 3, 3], [4]);
        x.RequiresGrad = true;
        Ops.Max(x).Backward();
        Assert.Equal([1 / 3f, 0, 1 / 3f, 1 / 3f], x.Grad!.ToArray());
    }

    [Fact]
    public void Global_average_pooling_has_golden_numbers()
    {
        GoldenCase golden = Golden.Case("ops_pool", "adaptive_avg_1x1");
        Tensor input = golden.Input("input").ChannelsLast.ToTensor(true);
        Tensor output = Ops.GlobalAveragePool2D(input);
        output.Backward(Tensor.From(golden.Input("grad_output").Values, output.Shape));
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("gradient", golden.Gradient("input").ChannelsLast, input.Grad!.Span);
        Tensor small = GradientCheck.Random([2, 2, 3, 2], 1);
        GradientCheck.Run(() => Ops.GlobalAveragePool2D(small), small);
    }

    [Fact]
    public void ArgMax_is_the_first_largest_of_each_row()
    {
        Assert.Equal([1, 0, 2], Ops.ArgMax(Tensor.From([1, 5, 5, 2, 2, 2, 0, 1, float.NaN], [3, 3])));
        Assert.Empty(Ops.ArgMax(Tensor.Zeros([0, 3])));
        Assert.Contains("[3, 0]", Assert.Throws<ArgumentException>(() => Ops.ArgMax(Tensor.Zeros([3, 0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Infinities_and_NaNs_go_through()
    {
        Tensor x = Tensor.From([float.PositiveInfinity, 1, float.NaN, 2], [2, 2]);
        Assert.Equal([float.PositiveInfinity, float.NaN], Ops.Sum(x, [1]).ToArray());
        Assert.Equal([float.PositiveInfinity, float.NaN], Ops.Max(x, [1]).ToArray());
        Assert.Equal([float.NaN, 2], Ops.Max(x, [0]).ToArray());
    }

    [Fact]
    public void Errors_name_axis_and_shape()
    {
        string message = Assert.Throws<ArgumentException>(() => Ops.Sum(Tensor.Zeros([2, 3]), [2])).Message;
        Assert.Equal("Sum: axis 2 must be at least -2 and below 2; received shape [2, 3]", message);
        Assert.Throws<ArgumentException>(() => Ops.Max(Tensor.Zeros([2, 3]), [-3]));
        Assert.Contains("[2, 3]", Assert.Throws<ArgumentException>(() => Ops.GlobalAveragePool2D(Tensor.Zeros([2, 3]))).Message, StringComparison.Ordinal);
    }

    private static Dictionary<int, List<float>> Groups(Tensor x, Shape kept)
    {
        var groups = new Dictionary<int, List<float>>();
        for (int i = 0; i < x.Count; i++)
        {
            int rest = i, to = 0, stride = 1;
            for (int axis = x.Rank - 1; axis >= 0; axis--)
            {
                (rest, int index) = Math.DivRem(rest, x.Shape[axis]);
                if (kept[axis] == x.Shape[axis]) to += index * stride;
                stride *= kept[axis];
            }
            if (!groups.TryGetValue(to, out List<float>? group)) groups.Add(to, group = []);
            group.Add(x.Span[i]);
        }
        return groups;
    }
}
