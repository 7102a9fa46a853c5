using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>The rule for output lengths is written in layers and in kernels; for random options both must say the same.</summary>
public class Window1DTests
{
    private sealed record Case(int Length, int Kernel, int Stride, int Dilation, Padding1D Padding, bool Ceil);

    private static readonly Arbitrary<Case> s_cases = Arb.From(
        from length in Gen.Choose(1, 12)
        from kernel in Gen.Choose(1, 4)
        from stride in Gen.Choose(1, 4)
        from dilation in Gen.Choose(1, 3)
        from ends in Gen.Two(Gen.Choose(0, 3))
        from padding in Gen.Elements(Padding1D.Same, Padding1D.Valid, Padding1D.Causal, Padding1D.Explicit(ends.Item1, ends.Item2))
        from ceil in Gen.Elements(true, false)
        select new Case(length, kernel, stride, dilation, padding, ceil));

    [Fact]
    public void Convolution() => Check.QuickThrowOnFailure(Prop.ForAll(
        s_cases,
        c => Agrees(c, new Conv1D(2, c.Kernel) { Stride = c.Stride, Dilation = c.Dilation, Padding = c.Padding })));

    [Fact]
    public void Maximum() => Check.QuickThrowOnFailure(Prop.ForAll(
        s_cases,
        c => Agrees(c, new MaxPool1D(c.Kernel) { Stride = c.Stride, Dilation = c.Dilation, Padding = c.Padding, CeilMode = c.Ceil })));

    [Fact]
    public void Mean() => Check.QuickThrowOnFailure(Prop.ForAll(
        s_cases,
        c => Agrees(c, new AveragePool1D(c.Kernel) { Stride = c.Stride, Padding = c.Padding, CeilMode = c.Ceil })));

    [Fact]
    public void Same_and_causal_padding_keep_the_length_divided_by_the_stride() => Check.QuickThrowOnFailure(Prop.ForAll(s_cases, c =>
    {
        foreach (Padding1D padding in (Padding1D[])[Padding1D.Same, Padding1D.Causal])
        {
            Shape shape = Network.Input([c.Length, 1]).Apply(new Conv1D(1, c.Kernel) { Stride = c.Stride, Dilation = c.Dilation, Padding = padding }).Shape;
            Assert.Equal([(c.Length + c.Stride - 1) / c.Stride, 1], shape.ToArray());
        }
    }));

    private static void Agrees(Case c, Layer layer)
    {
        Node input = Network.Input([c.Length, 1]);
        Node output;
        try
        {
            output = input.Apply(layer);
        }
        catch (ShapeException)
        {
            return;
        }
        Tensor predicted = new Network(input, output).Predict(Tensor.Zeros([2, c.Length, 1]));
        Assert.Equal(new Shape([2, .. output.Shape.Dimensions]), predicted.Shape);
    }
}
