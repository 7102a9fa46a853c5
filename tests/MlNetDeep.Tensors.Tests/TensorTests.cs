namespace MlNetDeep.Tensors.Tests;

public class TensorTests
{
    [Fact]
    public void Numbers_go_in_and_come_out()
    {
        Tensor tensor = Tensor.From([1, 2, 3, 4, 5, 6], [2, 3]);
        Assert.Equal([1, 2, 3, 4, 5, 6], tensor.ToArray());
        Assert.Equal((2, 6), (tensor.Rank, tensor.Count));
        tensor.CopyFrom([6, 5, 4, 3, 2, 1]);
        Assert.Equal(6, tensor.Span[0]);
        Assert.Equal([0, 0], Tensor.Zeros([2]).ToArray());
        Assert.Equal([1, 1], Tensor.Ones([2]).ToArray());
        Assert.Equal([7, 7], Tensor.Full([2], 7).ToArray());
        Assert.Equal(3.5f, Tensor.Scalar(3.5f).Item());
        Assert.Empty(Tensor.Zeros([0, 3]).ToArray());
        Assert.Equal("Tensor [2, 3]", tensor.ToString());
    }

    [Fact]
    public void The_numbers_begin_on_a_cache_line() => Assert.All(Enumerable.Range(1, 50), i =>
    {
        unsafe
        {
            fixed (float* start = Tensor.Uninitialized([i * 13]).Span) Assert.Equal(0, (nint)start % 64);
        }
    });

    [Fact]
    public void Clone_copies_and_detach_and_reshape_share()
    {
        Tensor tensor = Tensor.From([1, 2], [2]);
        Tensor clone = tensor.Clone(), detached = tensor.Detach(), reshaped = tensor.Reshape([2, 1]);
        tensor.Span[0] = 9;
        Assert.Equal((1, 9, 9), (clone.Span[0], detached.Span[0], reshaped.Span[0]));
        Assert.False(detached.RequiresGrad);
    }

    [Fact]
    public void Errors_name_the_numbers()
    {
        Assert.Contains("[2, 3] has 6 elements, but 5", Assert.Throws<ArgumentException>(() => Tensor.From(new float[5], [2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("[2] has 2, but 3", Assert.Throws<ArgumentException>(() => Tensor.Zeros([2]).CopyFrom(new float[3])).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2], 4 elements", Assert.Throws<InvalidOperationException>(() => Tensor.Zeros([2, 2]).Item()).Message, StringComparison.Ordinal);
        Assert.Contains("6 are not 5; received shapes [2, 3], [5]", Assert.Throws<ArgumentException>(() => Tensor.Zeros([2, 3]).Reshape([5])).Message, StringComparison.Ordinal);
    }
}
