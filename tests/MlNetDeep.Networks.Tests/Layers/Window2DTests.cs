using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>The rule for output shapes is written in layers and in kernels; for random options both must say the same.</summary>
public class Window2DTests
{
    private sealed record Case(int Height, int Width, Size2D Kernel, Size2D Stride, Size2D Dilation, Padding Padding, bool Ceil);

    private static readonly Arbitrary<Case> s_cases = Arb.From(
        from size in Gen.Two(Gen.Choose(1, 12))
        from kernel in Gen.Two(Gen.Choose(1, 4))
        from stride in Gen.Two(Gen.Choose(1, 4))
        from dilation in Gen.Two(Gen.Choose(1, 3))
        from sides in Gen.ArrayOf(Gen.Choose(0, 3), 4)
        from padding in Gen.Elements(Padding.Same, Padding.Valid, Padding.Explicit(new Padding2D(sides[0], sides[1], sides[2], sides[3])))
        from ceil in Gen.Elements(true, false)
        select new Case(size.Item1, size.Item2, kernel, stride, dilation, padding, ceil));

    [Fact]
    public void Convolution() => Check.QuickThrowOnFailure(Prop.ForAll(
        s_cases,
        c => Agrees(c, new Conv2D(2, c.Kernel) { Stride = c.Stride, Dilation = c.Dilation, Padding = c.Padding })));

    [Fact]
    public void Pooling() => Check.QuickThrowOnFailure(Prop.ForAll(
        s_cases,
        c => Agrees(c, new MaxPool2D(c.Kernel) { Stride = c.Stride, Dilation = c.Dilation, Padding = c.Padding, CeilMode = c.Ceil })));

    [Fact]
    public void Same_padding_keeps_the_size_divided_by_the_stride() => Check.QuickThrowOnFailure(Prop.ForAll(s_cases, c =>
    {
        Shape shape = Network.Input([c.Height, c.Width, 1]).Apply(new Conv2D(1, c.Kernel) { Stride = c.Stride, Dilation = c.Dilation, Padding = Padding.Same }).Shape;
        Assert.Equal([(c.Height + c.Stride.Height - 1) / c.Stride.Height, (c.Width + c.Stride.Width - 1) / c.Stride.Width, 1], shape.ToArray());
    }));

    private static void Agrees(Case c, Layer layer)
    {
        Node input = Network.Input([c.Height, c.Width, 1]);
        Node output;
        try
        {
            output = input.Apply(layer);
        }
        catch (ShapeException)
        {
            return;
        }
        Tensor predicted = new Network(input, output).Predict(Tensor.Zeros([2, c.Height, c.Width, 1]));
        Assert.Equal(new Shape([2, .. output.Shape.Dimensions]), predicted.Shape);
    }
}
