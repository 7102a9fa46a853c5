namespace MlNetDeep.Tensors.Tests;

public class JointOutputsTests
{
    private readonly Tensor _x = Tensor.From([1, 2, 3], [3]);
    private int _calls;

    public JointOutputsTests() => _x.RequiresGrad = true;

    [Fact]
    public void All_gradients_come_at_once()
    {
        (Tensor twice, Tensor thrice) = TwiceAndThrice();
        (Ops.Sum(twice * twice) + Ops.Sum(thrice)).Backward();
        Assert.Equal(1, _calls);
        Assert.Equal([11f, 19f, 27f], _x.Grad!.ToArray());
    }

    [Fact]
    public void One_result_alone_has_a_gradient()
    {
        Ops.Sum(TwiceAndThrice().Thrice).Backward();
        Ops.Sum(TwiceAndThrice().Twice).Backward();
        Assert.Equal(2, _calls);
        Assert.Equal([5f, 5f, 5f], _x.Grad!.ToArray());
    }

    [Fact]
    public void The_record_is_consumed_for_all_results()
    {
        (Tensor twice, Tensor thrice) = TwiceAndThrice();
        Ops.Sum(twice).Backward();
        Assert.Throws<InvalidOperationException>(() => Ops.Sum(thrice).Backward());
        Assert.Equal(1, _calls);
    }

    [Fact]
    public void A_result_that_is_asked_for_its_own_gradient_keeps_it()
    {
        (Tensor twice, Tensor thrice) = TwiceAndThrice();
        twice.RequiresGrad = true;
        (Ops.Sum(twice * Tensor.Scalar(4)) + Ops.Sum(thrice)).Backward();
        Assert.Equal([4f, 4f, 4f], twice.Grad!.ToArray());
        Assert.Equal([11f, 11f, 11f], _x.Grad!.ToArray());
    }

    [Fact]
    public void Nothing_is_recorded_without_need()
    {
        _x.RequiresGrad = false;
        Assert.False(TwiceAndThrice().Twice.RequiresGrad);
        _x.RequiresGrad = true;
        using IDisposable pause = Tensor.NoGrad();
        Assert.False(TwiceAndThrice().Thrice.RequiresGrad);
    }

    private (Tensor Twice, Tensor Thrice) TwiceAndThrice()
    {
        Tensor twice = (_x.Detach() * Tensor.Scalar(2)).Detach(), thrice = (_x.Detach() * Tensor.Scalar(3)).Detach();
        JointOutputs.Record([twice, thrice], gradients =>
        {
            _calls++;
            Tensor sum = Tensor.Zeros(_x.Shape);
            for (int i = 0; i < 2; i++)
                if (gradients[i] is { } gradient) sum = sum.Detach() + (gradient * Tensor.Scalar(i + 2));
            _x.Accumulate(sum);
        }, _x);
        return (twice, thrice);
    }
}
