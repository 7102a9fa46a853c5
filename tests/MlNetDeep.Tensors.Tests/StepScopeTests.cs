namespace MlNetDeep.Tensors.Tests;

public class StepScopeTests
{
    [Fact]
    public void What_persists_and_a_handle_disposed_twice_disturb_no_later_step()
    {
        StepScope first = StepScope.Begin();
        Tensor kept = Tensor.Ones([3]).Persist();
        first.Dispose();
        using StepScope second = StepScope.Begin();
        Tensor inside = Tensor.Ones([2]);
        first.Dispose();
        Assert.Equal([1, 1], inside.ToArray());
        Assert.Equal([1, 1, 1], kept.ToArray());
    }

    [Fact]
    public void Released_memory_is_gone_before_the_scope_ends()
    {
        Tensor outside = Tensor.Ones([3]);
        using StepScope scope = StepScope.Begin();
        Tensor inside = Tensor.Ones([3]);
        scope.Release(inside);
        scope.Release(inside);
        scope.Release(outside);
        Assert.Throws<ObjectDisposedException>(() => inside.Span[0]);
        Assert.Equal(1, outside.Span[0]);
        Assert.Throws<ArgumentNullException>(() => scope.Release(null!));
    }

    [Fact]
    public void A_tensor_of_an_ended_step_cannot_be_used()
    {
        Tensor tensor, view;
        using (StepScope.Begin())
        {
            tensor = Tensor.Zeros([2, 3]);
            view = tensor.Reshape([6]);
        }
        string message = Assert.Throws<ObjectDisposedException>(() => tensor.Span[0]).Message;
        Assert.Contains("[2, 3]", message, StringComparison.Ordinal);
        Assert.Contains("StepScope.Keep", message, StringComparison.Ordinal);
        Assert.Throws<ObjectDisposedException>(() => view.ToArray());
        Assert.Throws<ObjectDisposedException>(() => Ops.Relu(tensor));
    }

    [Fact]
    public void A_kept_tensor_lives_on_and_in_a_nested_scope_belongs_to_the_outer()
    {
        Tensor outer, outermost, view;
        using (StepScope first = StepScope.Begin())
        {
            using (StepScope second = StepScope.Begin())
            {
                outer = second.Keep(Tensor.Ones([3]));
                outermost = first.Keep(second.Keep(Tensor.Ones([4])));
                view = first.Keep(second.Keep(Tensor.Ones([5]).Reshape([5, 1])));
            }
            Assert.Equal([1, 1, 1], outer.ToArray());
            Tensor.Zeros([3]);
            Tensor.Zeros([5]);
        }
        Assert.Throws<ObjectDisposedException>(() => outer.ToArray());
        for (int i = 0; i < 5; i++) Tensor.Zeros([4]);
        Assert.Equal([1, 1, 1, 1], outermost.ToArray());
        Assert.Equal([1, 1, 1, 1, 1], view.ToArray());
    }

    [Fact]
    public void Tensors_from_outside_and_gradients_of_parameters_are_never_taken()
    {
        Tensor parameter = Tensor.From([1, 2, 3], [3]);
        parameter.RequiresGrad = true;
        for (int step = 1; step <= 3; step++)
        {
            parameter.ZeroGrad();
            using (StepScope.Begin())
            {
                Tensor view = parameter.Reshape([3, 1]);
                Ops.Sum(view * view).Backward();
                Ops.Sum(parameter.Detach()).Item();
            }
            using (StepScope.Begin()) Tensor.Full([3], 77);
            Assert.Equal([1, 2, 3], parameter.ToArray());
            Assert.Equal([2, 4, 6], parameter.Grad!.ToArray());
        }
    }

    [Fact]
    public void Scopes_end_in_order()
    {
        StepScope outer = StepScope.Begin(), inner = StepScope.Begin();
        Assert.Throws<InvalidOperationException>(outer.Dispose);
        inner.Dispose();
        outer.Dispose();
        outer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => outer.Keep(Tensor.Scalar(1)));
    }
}
