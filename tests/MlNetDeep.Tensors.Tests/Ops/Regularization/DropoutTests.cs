namespace MlNetDeep.Tensors.Tests;

public class DropoutTests
{
    [Fact]
    public void The_share_of_zeros_is_the_rate_and_the_others_are_scaled()
    {
        float[] y = Ops.Dropout(Tensor.Ones([100_003]), 0.3f, 1, 2).ToArray();
        Assert.Equal(0.3, y.Count(v => v == 0) / 100_003.0, 0.01);
        Assert.All(y, v => Assert.True(v == 0 || v == 1 / 0.7f));
    }

    [Fact]
    public void The_mask_is_a_function_of_seed_and_stream()
    {
        Tensor x = Tensor.Ones([1000]);
        Assert.Equal(Ops.Dropout(x, 0.5f, 1, 2).ToArray(), Ops.Dropout(x, 0.5f, 1, 2).ToArray());
        Assert.NotEqual(Ops.Dropout(x, 0.5f, 1, 2).ToArray(), Ops.Dropout(x, 0.5f, 1, 3).ToArray());
        Assert.NotEqual(Ops.Dropout(x, 0.5f, 1, 2).ToArray(), Ops.Dropout(x, 0.5f, 2, 2).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(1025)]
    [InlineData((32 * 1024) + 3)]
    public void Element_i_is_decided_by_number_i_of_the_generator(int length)
    {
        Tensor x = GradientCheck.Random([length], 1);
        var random = new Philox(4, 9);
        float[] y = Ops.Dropout(x, 0.25f, 4, 9).ToArray();
        for (int i = 0; i < length; i++)
            Assert.Equal(random.UInt32((ulong)i) >= 0x40000000 ? x.Span[i] * (1 / 0.75f) : 0, y[i]);
    }

    [Fact]
    public void A_dropped_NaN_is_gone_and_a_kept_one_stays()
    {
        float[] y = Ops.Dropout(Tensor.Full([100], float.NaN), 0.5f, 1, 1).ToArray();
        Assert.All(y, v => Assert.True(v == 0 || float.IsNaN(v)));
        Assert.Contains(0, y);
        Assert.Contains(float.NaN, y);
    }

    [Fact]
    public void Central_differences()
    {
        Tensor x = GradientCheck.Random([4, 5], 1);
        GradientCheck.Run(() => Ops.Dropout(x, 0.4f, 3, 1), x);
    }

    [Fact]
    public void Rate_one_drops_all()
    {
        Tensor x = Tensor.From([1, float.NaN, float.PositiveInfinity], [3]);
        x.RequiresGrad = true;
        Tensor y = Ops.Dropout(x, 1, 1, 1);
        y.Backward(Tensor.Ones([3]));
        Assert.Equal([0, 0, 0], y.ToArray());
        Assert.Equal([0, 0, 0], x.Grad!.ToArray());
    }

    [Fact]
    public void Rate_zero_keeps_all_and_the_range_is_checked()
    {
        Assert.Equal([1, 2, 3], Ops.Dropout(Tensor.From([1, 2, 3], [3]), 0, 1, 1).ToArray());
        Assert.Contains("1.5", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Dropout(Tensor.Scalar(1), 1.5f, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Dropout(Tensor.Scalar(1), float.NaN, 1, 1));
    }
}
