using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class SoftmaxCrossEntropyTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_loss", "cross_entropy", "cross_entropy_prob");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_loss", name);
        Tensor logits = golden.Input("input").ChannelsLast.ToTensor(true);
        var options = new CrossEntropyOptions
        {
            ClassWeights = golden.OptionalInput("class_weight")?.Values,
            LabelSmoothing = golden.Has("label_smoothing") ? golden.Number("label_smoothing") : 0,
            IgnoreIndex = golden.Has("ignore_index") ? golden.Integer("ignore_index") : -100,
            Reduction = golden.Parameters.GetProperty("reduction").GetString() switch { "mean" => Reduction.Mean, "sum" => Reduction.Sum, _ => Reduction.None },
        };
        GoldenArray target = golden.Input("target");
        Tensor loss = golden.Operation == "cross_entropy"
            ? Ops.SoftmaxCrossEntropy(logits, target.Integers, options)
            : Ops.SoftmaxCrossEntropy(logits, target.ToTensor(), options);
        loss.Backward(golden.OptionalInput("grad_output")?.ToTensor());
        golden.Check("loss", golden.Output(), loss.Span);
        golden.Check("gradient", golden.Gradient("input").ChannelsLast, logits.Grad!.Span);
    }

    [Theory]
    [InlineData(0f, Reduction.Mean)]
    [InlineData(0.2f, Reduction.Sum)]
    [InlineData(0.2f, Reduction.None)]
    public void Central_differences(float smoothing, Reduction reduction)
    {
        Tensor logits = GradientCheck.Random([5, 4], 1, -2, 2);
        var options = new CrossEntropyOptions { LabelSmoothing = smoothing, Reduction = reduction, ClassWeights = [1, 2, 0.5f, 3], IgnoreIndex = 1 };
        int[] labels = [0, 3, 1, 2, 2];
        GradientCheck.Run(() => Ops.SoftmaxCrossEntropy(logits, labels, options), logits);
        Tensor targets = Ops.Softmax(GradientCheck.Random([5, 4], 2));
        GradientCheck.Run(() => Ops.SoftmaxCrossEntropy(logits, targets, options), logits);
    }

    [Fact]
    public void Huge_logits_do_not_overflow()
    {
        Tensor logits = Tensor.From([1e30f, -1e30f, 0, 3e38f], [2, 2]);
        float[] losses = Ops.SoftmaxCrossEntropy(logits, [0, 1], new CrossEntropyOptions { Reduction = Reduction.None }).ToArray();
        Assert.Equal([0, 0], losses);
    }

    [Fact]
    public void A_mean_over_nothing_is_zero()
    {
        Tensor logits = GradientCheck.Random([2, 3], 1);
        logits.RequiresGrad = true;
        Tensor loss = Ops.SoftmaxCrossEntropy(logits, [-100, -100]);
        loss.Backward();
        Assert.Equal(0, loss.Item());
        Assert.All(logits.Grad!.ToArray(), g => Assert.Equal(0, g));
        Assert.Equal(0, Ops.SoftmaxCrossEntropy(Tensor.Zeros([0, 3]), ReadOnlySpan<int>.Empty).Item());
    }

    [Fact]
    public void Errors_name_the_label_and_the_classes()
    {
        Tensor logits = Tensor.Zeros([2, 3]);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SoftmaxCrossEntropy(logits, [0, 7])).Message;
        Assert.Contains("label 1 is 7", message, StringComparison.Ordinal);
        Assert.Contains("labels are 0 to 2", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.SoftmaxCrossEntropy(logits, [0])).Message;
        Assert.Contains("one label per row of the logits, 2, but there are 1", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentException>(() => Ops.SoftmaxCrossEntropy(logits, Tensor.Zeros([3, 2]))).Message;
        Assert.Contains("[2, 3], [3, 2]", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Ops.SoftmaxCrossEntropy(logits, [0, 1], new CrossEntropyOptions { ClassWeights = [1] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SoftmaxCrossEntropy(logits, [0, 1], new CrossEntropyOptions { LabelSmoothing = 2 }));
        Assert.Throws<ArgumentException>(() => Ops.SoftmaxCrossEntropy(Tensor.Scalar(1), [0]));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void A_plain_loop_gives_the_same_loss_and_gradient(int classes)
    {
        const int rows = 130;
        Tensor logits = GradientCheck.Random([rows, classes], (ulong)classes, -3, 3);
        logits.RequiresGrad = true;
        int[] labels = [.. Enumerable.Range(0, rows).Select(row => row * 7 % classes)];
        Tensor loss = Ops.SoftmaxCrossEntropy(logits, labels);
        loss.Backward();

        float[] x = logits.ToArray(), gradient = logits.Grad!.ToArray();
        double expected = 0;
        for (int row = 0; row < rows; row++)
        {
            double sum = 0;
            for (int c = 0; c < classes; c++) sum += Math.Exp(x[(row * classes) + c]);
            expected += (Math.Log(sum) - x[(row * classes) + labels[row]]) / rows;
            for (int c = 0; c < classes; c++)
                Assert.Equal(((Math.Exp(x[(row * classes) + c]) / sum) - (c == labels[row] ? 1 : 0)) / rows, gradient[(row * classes) + c], 1e-7);
        }
        Assert.Equal(expected, loss.Item(), 1e-5);
    }

    [Theory]
    [InlineData(1, 0f)]
    [InlineData(3, 0.2f)]
    [InlineData(8, 0f)]
    [InlineData(17, 0.2f)]
    [InlineData(100, 1f)]
    public void A_plain_loop_gives_the_same_loss_for_target_probabilities(int classes, float smoothing)
    {
        const int rows = 7;
        Tensor logits = GradientCheck.Random([rows, classes], 1, -3, 3), targets = GradientCheck.Random([rows, classes], 2, 0, 1);
        float[] weights = GradientCheck.Random([classes], 3, 0.5f, 2).ToArray();
        logits.RequiresGrad = true;
        Tensor losses = Ops.SoftmaxCrossEntropy(logits, targets, new CrossEntropyOptions { ClassWeights = weights, LabelSmoothing = smoothing, Reduction = Reduction.None });
        losses.Backward(Tensor.Ones([rows]));
        for (int row = 0; row < rows; row++)
        {
            double sum = 0, expected = 0, total = 0;
            for (int i = row * classes; i < (row + 1) * classes; i++) sum += Math.Exp(logits.Span[i]);
            for (int c = 0; c < classes; c++)
            {
                total += Coefficient(row, c);
                expected += Coefficient(row, c) * (Math.Log(sum) - logits.Span[(row * classes) + c]);
            }
            Assert.Equal(expected, losses.Span[row], 1e-5 * (1 + expected));
            for (int c = 0; c < classes; c++)
                Assert.Equal((Math.Exp(logits.Span[(row * classes) + c]) / sum * total) - Coefficient(row, c), logits.Grad!.Span[(row * classes) + c], 1e-5 * (1 + total));
        }

        double Coefficient(int row, int c) => weights[c] * (((1 - smoothing) * targets.Span[(row * classes) + c]) + (smoothing / classes));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(16)]
    [InlineData(19)]
    public void Impossible_classes_and_NaNs(int classes)
    {
        Tensor logits = Tensor.Full([2, classes], float.NegativeInfinity);
        logits.Span[1] = logits.Span[classes] = 5;
        Tensor targets = Tensor.Zeros([2, classes]);
        targets.Span[1] = targets.Span[classes] = 1;
        var each = new CrossEntropyOptions { Reduction = Reduction.None };
        Assert.Equal([0, 0], Ops.SoftmaxCrossEntropy(logits, targets, each).ToArray());
        Assert.Equal([float.PositiveInfinity, 0], Ops.SoftmaxCrossEntropy(logits, [0, 0], each).ToArray());
        for (int c = 0; c < classes; c++)
        {
            logits = Tensor.Full([1, classes], 3);
            logits.Span[c] = float.NaN;
            Assert.True(float.IsNaN(Ops.SoftmaxCrossEntropy(logits, [0]).Item()));
        }
    }
}
