using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tensors.Tests;

/// <summary>Transposition, slices, splits, flips, repeats and stacks against plain index arithmetic.</summary>
public class LayoutTests
{
    private static readonly Gen<int[]> s_lengths = from rank in Gen.Choose(1, 4) from lengths in Gen.Elements(0, 1, 2, 3, 17, 33).ArrayOf(rank) select lengths;

    // Sizes around the squares of the kernel and orders that join axes.
    [Fact]
    public void Transposition_moves_every_element()
    {
        Arbitrary<(int[] Lengths, int[] Order)> cases = (from lengths in s_lengths from keys in Gen.Choose(0, 999).ArrayOf(lengths.Length) select (lengths, Enumerable.Range(0, lengths.Length).OrderBy(i => keys[i]).ToArray())).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(cases, c =>
        {
            Tensor x = Counted(c.Lengths), y = Ops.Transpose(x, c.Order);
            return Every(y, index =>
            {
                var from = new int[index.Length];
                for (int i = 0; i < index.Length; i++) from[c.Order[i]] = index[i];
                return At(x, from);
            }) && Ops.Transpose(y, [.. Enumerable.Range(0, c.Order.Length).Select(axis => Array.IndexOf(c.Order, axis))]).ToArray().SequenceEqual(x.ToArray());
        }));
    }

    [Fact]
    public void Large_matrices_are_transposed()
    {
        Tensor x = Counted([301, 517]), y = Ops.Transpose(x);
        Assert.Equal<Shape>([517, 301], y.Shape);
        Assert.True(Every(y, index => At(x, [index[1], index[0]])));
    }

    [Fact]
    public void Slices_take_every_step()
    {
        Tensor x = Counted([3, 10, 4]);
        foreach ((int start, int length, int step) in ((int, int, int)[])[(0, 10, 1), (2, 3, 3), (-4, 2, 2), (5, 0, 1), (9, 1, 7), (10, 0, 1)])
        {
            Tensor y = Ops.Slice(x, 1, start, length, step);
            Assert.Equal<Shape>([3, length, 4], y.Shape);
            Assert.True(Every(y, index => At(x, [index[0], (start < 0 ? start + 10 : start) + (index[1] * step), index[2]])));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void Parts_put_together_again_are_the_whole(int axis)
    {
        Tensor x = Counted([4, 6, 8]);
        int length = x.Shape[axis];
        Tensor[] equal = Ops.Split(x, 2, axis), uneven = Ops.Split(x, [1, 0, length - 1], axis);
        Assert.Equal(x.ToArray(), Ops.Concatenate(equal, axis).ToArray());
        Assert.Equal(x.ToArray(), Ops.Concatenate(uneven, axis).ToArray());
        x.RequiresGrad = true;
        Tensor[] parts = Ops.Split(x, 2, axis);
        Ops.Sum(parts[1] * 3f).Backward();
        Assert.Equal(Ops.Concatenate([Tensor.Zeros(parts[0].Shape), Tensor.Full(parts[1].Shape, 3)], axis).ToArray(), x.Grad!.ToArray());
    }

    [Fact]
    public void Flips_reverse_axes()
    {
        Tensor x = Counted([3, 4, 5]);
        Assert.True(Every(Ops.Flip(x, 0, -1), index => At(x, [2 - index[0], index[1], 4 - index[2]])));
        Assert.Equal(x.ToArray(), Ops.Flip(Ops.Flip(x, 1), 1).ToArray());
        Assert.Empty(Ops.Flip(Tensor.Zeros([0, 3]), 0).ToArray());
    }

    [Fact]
    public void Repeats_tile_broadcast_and_stack()
    {
        Tensor x = Counted([2, 3]);
        Assert.True(Every(Ops.Tile(x, 2, 3), index => At(x, [index[0] % 2, index[1] % 3])));
        Assert.Empty(Ops.Tile(x, 0, 1).ToArray());
        Assert.True(Every(Ops.BroadcastTo(x, [4, 2, 3]), index => At(x, index.AsSpan(1))));
        Assert.True(Every(Ops.Stack([x, x * 2f], 1), index => At(x, [index[0], index[2]]) * (1 + index[1])));
        Assert.Equal<Shape>([2, 3, 2], Ops.Stack([x, x], -1).Shape);
        Assert.Equal<Shape>([2, 1, 3], Ops.ExpandDims(x, 1).Shape);
        Assert.Equal<Shape>([2, 3, 1], Ops.ExpandDims(x, -1).Shape);
        Assert.Equal<Shape>([2, 3], Ops.Squeeze(Tensor.Zeros([1, 2, 1, 3])).Shape);
        Assert.Equal<Shape>([1, 2, 3], Ops.Squeeze(Tensor.Zeros([1, 2, 1, 3]), -2).Shape);
    }

    [Fact]
    public void Errors_name_the_rule_and_the_shape()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        (Action Action, string Text)[] errors =
        [
            (() => Ops.Transpose(x, 0, 0), "names each axis once, but entry 1 is 0"),
            (() => Ops.Transpose(x, 0), "each of the 2 axes once, but has 1"),
            (() => Ops.Transpose(Tensor.Zeros([2])), "at least two axes"),
            (() => Ops.Slice(x, 2, 0, 1), "axis 2 must be at least -2 and below 2"),
            (() => Ops.Slice(x, 1, 2, 2), "a start of 2, a length of 2 and a step of 1 must stay within axis 1 of length 3"),
            (() => Ops.Slice(x, 1, 0, 1, 0), "the step is at least 1, but is 0"),
            (() => Ops.Split(x, 2), "divides the length 3 of axis 1, but is 2"),
            (() => Ops.Split(x, [1, 1]), "add up to the length 3 of axis 1, but are 1, 1"),
            (() => Ops.Split(x, [4, -1]), "at least 0"),
            (() => Ops.Split(x, [-1, -1, -1, -1, 7]), "at least 0"),
            (() => Ops.Flip(x), "at least one axis"),
            (() => Ops.BroadcastTo(x, [3]), "or 1"),
            (() => Ops.Tile(x, 2), "one number of repeats per axis, 2, but there are 1"),
            (() => Ops.Squeeze(x, 0), "axis 0 has length 1, but it is 2"),
            (() => Ops.Stack([x, Tensor.Zeros([3])]), "the same shape"),
        ];
        foreach ((Action action, string text) in errors)
        {
            string message = Assert.Throws<ArgumentException>(action).Message;
            Assert.Contains(text, message, StringComparison.Ordinal);
            Assert.Contains("received shape", message, StringComparison.Ordinal);
        }
        Assert.Contains("more than", Assert.Throws<ArgumentException>(() => Ops.BroadcastTo(Tensor.Zeros([1, 1]), [100_000, 100_000])).Message, StringComparison.Ordinal);
    }

    private static Tensor Counted(int[] lengths)
    {
        Tensor x = Tensor.Uninitialized(new Shape(lengths));
        for (int i = 0; i < x.Count; i++) x.Span[i] = i;
        return x;
    }

    private static float At(Tensor x, ReadOnlySpan<int> index)
    {
        int position = 0;
        for (int axis = 0; axis < x.Rank; axis++) position = (position * x.Shape[axis]) + index[axis];
        return x.Span[position];
    }

    private static bool Every(Tensor y, Func<int[], float> expected)
    {
        var index = new int[y.Rank];
        for (int i = 0; i < y.Count; i++)
        {
            int rest = i;
            for (int axis = y.Rank - 1; axis >= 0; axis--) (rest, index[axis]) = Math.DivRem(rest, y.Shape[axis]);
            if (y.Span[i] != expected(index)) return false;
        }
        return true;
    }
}
