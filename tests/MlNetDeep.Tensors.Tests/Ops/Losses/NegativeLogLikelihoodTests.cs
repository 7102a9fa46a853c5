using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tensors.Tests;

public class NegativeLogLikelihoodTests
{
    [Fact]
    public void After_log_softmax_it_is_the_softmax_cross_entropy()
    {
        Arbitrary<(int Rows, int Classes, int Ignored, float Smoothing, bool Weighted, Reduction Reduction)> cases =
            (from rows in Gen.Choose(0, 9)
             from classes in Gen.Choose(1, 35)
             from ignored in Gen.Choose(-1, 4)
             from smoothing in Gen.Elements(0f, 0.1f, 1f)
             from weighted in Gen.Elements(false, true)
             from reduction in Gen.Elements(Reduction.Mean, Reduction.Sum, Reduction.None, Reduction.BatchMean)
             select (rows, classes, ignored, smoothing, weighted, reduction)).ToArbitrary();
        Check.QuickThrowOnFailure(Prop.ForAll(cases, c =>
        {
            int[] labels = [.. Enumerable.Range(0, c.Rows).Select(row => row * 5 % c.Classes)];
            var options = new CrossEntropyOptions
            {
                ClassWeights = c.Weighted ? GradientCheck.Random([c.Classes], 5, 0.5f, 2).ToArray() : null,
                LabelSmoothing = c.Smoothing,
                IgnoreIndex = c.Ignored,
                Reduction = c.Reduction,
            };
            (float[] losses, float[] gradient) = Run(x => Ops.NegativeLogLikelihood(Ops.LogSoftmax(x), labels, options), c.Rows, c.Classes);
            (float[] expected, float[] expectedGradient) = Run(x => Ops.SoftmaxCrossEntropy(x, labels, options), c.Rows, c.Classes);
            return Close(losses, expected) && Close(gradient, expectedGradient);
        }));
    }

    [Fact]
    public void Logarithms_of_0_count_only_where_the_label_is()
    {
        Tensor x = Tensor.From([0, float.NegativeInfinity, float.NegativeInfinity, 0], [2, 2]);
        Assert.Equal([0, float.PositiveInfinity], Ops.NegativeLogLikelihood(x, [0, 0], new() { Reduction = Reduction.None }).ToArray());
        Assert.Equal(0, Ops.NegativeLogLikelihood(x, [-100, -100]).Item());
        Assert.True(float.IsNaN(Ops.NegativeLogLikelihood(Tensor.From([float.NaN, 0], [1, 2]), [0]).Item()));
    }

    [Fact]
    public void Errors_name_the_operation()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        Assert.Contains("NegativeLogLikelihood: label 1 is 7", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.NegativeLogLikelihood(x, [0, 7])).Message, StringComparison.Ordinal);
        Assert.StartsWith("NegativeLogLikelihood: there is one label per row", Assert.Throws<ArgumentException>(() => Ops.NegativeLogLikelihood(x, [0])).Message, StringComparison.Ordinal);
        Assert.StartsWith("NegativeLogLikelihood: there is one class weight per class, 3", Assert.Throws<ArgumentException>(() => Ops.NegativeLogLikelihood(x, [0, 1], new() { ClassWeights = [1] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.NegativeLogLikelihood(Tensor.Scalar(1), [0]));
        Assert.Throws<ArgumentException>(() => Ops.NegativeLogLikelihood(Tensor.Zeros([2, 0]), [0, 0]));
    }

    private static (float[] Losses, float[] Gradient) Run(Func<Tensor, Tensor> loss, int rows, int classes)
    {
        Tensor x = GradientCheck.Random([rows, classes], 1, -4, 4);
        x.RequiresGrad = true;
        Tensor y = loss(x);
        y.Backward(GradientCheck.Random(y.Shape, 2, 0.5f, 1));
        return (y.ToArray(), x.Grad!.ToArray());
    }

    private static bool Close(float[] a, float[] b) => a.Length == b.Length && a.Zip(b).All(pair => MathF.Abs(pair.First - pair.Second) <= 1e-5f * (1 + MathF.Abs(pair.Second)));
}
