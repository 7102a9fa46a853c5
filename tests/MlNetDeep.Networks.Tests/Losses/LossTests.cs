using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class LossTests
{
    private static readonly Tensor s_logits = Tensor.From([1, 2, 0.5f, -1, 0, 3], [2, 3]);

    private static double CrossEntropy(int row, int label)
    {
        double[] exp = [.. s_logits.ToArray().Skip(row * 3).Take(3).Select(v => Math.Exp(v))];
        return -Math.Log(exp[label] / exp.Sum());
    }

    [Fact]
    public void Cross_entropy_is_the_mean_of_the_logarithms()
    {
        double expected = (CrossEntropy(0, 1) + CrossEntropy(1, 0)) / 2;
        Assert.Equal(expected, new SoftmaxCrossEntropy().Compute(s_logits, Labelled(1, 0)).Item(), 1e-5);
    }

    [Fact]
    public void Class_weights_weigh_the_mean_and_the_batch()
    {
        var loss = new SoftmaxCrossEntropy { ClassWeights = [2, 0.5f, 1] };
        double expected = (0.5 * CrossEntropy(0, 1) + 2 * CrossEntropy(1, 0)) / 2.5;
        Assert.Equal(expected, loss.Compute(s_logits, Labelled(1, 0)).Item(), 1e-5);
        Assert.Equal(2.5, loss.WeightOf(Labelled(1, 0)), 1e-6);
    }

    [Fact]
    public void Label_smoothing_spreads_some_probability()
    {
        double smooth = Enumerable.Range(0, 2).Average(row => Enumerable.Range(0, 3).Average(label => CrossEntropy(row, label)));
        double plain = (CrossEntropy(0, 1) + CrossEntropy(1, 0)) / 2;
        Assert.Equal(0.9 * plain + 0.1 * smooth, new SoftmaxCrossEntropy { LabelSmoothing = 0.1f }.Compute(s_logits, Labelled(1, 0)).Item(), 1e-5);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void A_label_out_of_range_names_itself_and_the_range(int label)
    {
        string message = Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy().Compute(s_logits, Labelled(0, label))).Message;
        Assert.Contains($"label {label} is out of range: the network's output has 3 classes, 0 to 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var batch = new Batch([Tensor.Zeros([2, 1])]);
        Assert.Contains("needs a batch with labels", Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy().Compute(s_logits, batch)).Message, StringComparison.Ordinal);
        Assert.Contains("needs a batch with targets", Assert.Throws<ArgumentException>(() => new MeanSquaredError().Compute(s_logits, batch)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, classes] for 2 labels; received [6, 1]", Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy().Compute(s_logits.Reshape([6, 1]), Labelled(0, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("2 class weights for an output of 3 classes", Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy { ClassWeights = [1, 1] }.Compute(s_logits, Labelled(0, 0))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Squared_error_is_the_mean_over_all_numbers()
    {
        var batch = new Batch([Tensor.Zeros([2, 1])], targets: Tensor.Zeros([2, 3]));
        Assert.Equal(s_logits.ToArray().Average(v => (double)v * v), new MeanSquaredError().Compute(s_logits, batch).Item(), 1e-5);
        var narrow = new Batch([Tensor.Zeros([2, 1])], targets: Tensor.Zeros([2, 2]));
        Assert.Contains("shape [2, 2]; received [2, 3]", Assert.Throws<ArgumentException>(() => new MeanSquaredError().Compute(s_logits, narrow)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_counts_the_highest()
    {
        Assert.Equal(1, AccuracyOf(Labelled(1, 2)));
        Assert.Equal(0.5, AccuracyOf(Labelled(0, 2)));
    }

    private static double AccuracyOf(Batch batch)
    {
        MetricAccumulator accuracy = new Accuracy().Start();
        accuracy.Add(s_logits, batch);
        return accuracy.Result;
    }

    private static Batch Labelled(params int[] labels) => new([Tensor.Zeros([labels.Length, 1])], labels);
}
