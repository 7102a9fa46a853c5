namespace MlNetDeep.Tensors.Tests;

public class TapeTests
{
    [Fact]
    public void A_gradient_through_shared_parts_is_complete_before_it_goes_on()
    {
        Tensor x = Leaf(3);
        Tensor square = x * x, y = (square * x) + (square * square) - x;
        y.Backward();
        Assert.Equal((3 * 9) + (4 * 27) - 1, x.Grad!.Item());
    }

    [Fact]
    public void Gradients_accumulate_until_they_are_zeroed()
    {
        Tensor x = Leaf(2);
        (x * x).Backward();
        (x * x).Backward();
        Assert.Equal(8, x.Grad!.Item());
        Tensor buffer = x.Grad;
        x.ZeroGrad();
        Assert.Equal(0, x.Grad.Item());
        (x * x).Backward();
        Assert.Equal(4, x.Grad.Item());
        x.ZeroGrad();
        (x * 5f).Backward();
        Assert.Equal(5, x.Grad.Item());
        Assert.Same(buffer, x.Grad);
    }

    [Fact]
    public void A_gradient_passed_through_to_several_parameters_is_not_shared_by_them()
    {
        Tensor a = Leaf(1), b = Leaf(2);
        (a + b).Backward();
        a.Grad!.Span[0] = 100;
        Assert.Equal(1, b.Grad!.Item());
        Tensor given = Tensor.Scalar(7);
        Tensor c = Leaf(1);
        c.Reshape([1]).Reshape([]).Backward(given);
        c.Grad!.Span[0] = 100;
        Assert.Equal(7, given.Item());
    }

    [Fact]
    public void A_leaf_is_its_own_gradient()
    {
        Tensor x = Leaf(4);
        x.Backward();
        Assert.Equal(1, x.Grad!.Item());
    }

    [Fact]
    public void Interior_tensors_and_constants_have_no_gradient()
    {
        Tensor x = Leaf(2), constant = Tensor.Scalar(3), product = x * constant;
        (product * product).Backward();
        Assert.Null(constant.Grad);
        Assert.Null(product.Grad);
        Assert.Equal(36, x.Grad!.Item());
    }

    [Fact]
    public void An_interior_tensor_on_which_it_is_set_has_a_gradient_too()
    {
        Tensor x = Leaf(2), y = x * x;
        y.RequiresGrad = true;
        (y * 3f).Backward();
        Assert.Equal(3, y.Grad!.Item());
        Assert.Equal(12, x.Grad!.Item());
    }

    [Fact]
    public void An_interior_tensor_with_a_gradient_may_be_used_twice()
    {
        Tensor x = Leaf(2), y = x * x;
        y.RequiresGrad = true;
        ((y * y) + (y * 5f)).Backward();
        Assert.Equal(13, y.Grad!.Item());
        Assert.Equal(52, x.Grad!.Item());
    }

    [Fact]
    public void Nothing_is_recorded_without_gradients()
    {
        Tensor x = Leaf(2);
        using (Tensor.NoGrad())
        {
            using (Tensor.NoGrad()) Assert.False((x * x).RequiresGrad);
            Assert.False((x * x).RequiresGrad);
        }
        Assert.True((x * x).RequiresGrad);
        Assert.False((x.Detach() * x.Detach()).RequiresGrad);
    }

    [Fact]
    public void Recording_is_paused_on_this_thread_only()
    {
        Tensor x = Leaf(2);
        using IDisposable scope = Tensor.NoGrad();
        bool recorded = false;
        var thread = new Thread(() => recorded = (x * x).RequiresGrad);
        thread.Start();
        thread.Join();
        Assert.True(recorded);
    }

    [Fact]
    public void A_second_walk_over_the_same_record_is_refused()
    {
        Tensor x = Leaf(2), y = x * x;
        Tensor z = y * 2f;
        y.Backward();
        Assert.Contains("already walked", Assert.Throws<InvalidOperationException>(() => y.Backward()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => z.Backward());
        // A failed walk leaves nothing behind.
        x.ZeroGrad();
        (x * 3f).Backward();
        Assert.Equal(3, x.Grad!.Item());
    }

    [Fact]
    public void Long_chains_do_not_exhaust_the_stack()
    {
        Tensor x = Leaf(1), y = x;
        for (int i = 0; i < 20000; i++) y += 1;
        y.Backward();
        Assert.Equal(1, x.Grad!.Item());
    }

    [Fact]
    public void Errors_name_the_shapes()
    {
        Assert.Contains("depends on no tensor", Assert.Throws<InvalidOperationException>(() => Tensor.Scalar(1).Backward()).Message, StringComparison.Ordinal);
        Tensor x = Tensor.Zeros([2, 3]);
        x.RequiresGrad = true;
        Assert.Contains("[2, 3], 6 elements", Assert.Throws<InvalidOperationException>(() => (x * 2f).Backward()).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3], but has [3, 2]", Assert.Throws<ArgumentException>(() => (x * 2f).Backward(Tensor.Zeros([3, 2]))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => (x * 2f).RequiresGrad = false);
    }

    private static Tensor Leaf(float value)
    {
        Tensor tensor = Tensor.Scalar(value);
        tensor.RequiresGrad = true;
        return tensor;
    }
}
