using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class OptimizerTests
{
    [Theory]
    [InlineData(false, 1f)]
    [InlineData(true, 0.9f)]
    public void Weight_decay_skips_biases_unless_told_otherwise(bool decaysAll, float expectedBias)
    {
        var kernel = new Weight("dense/kernel", Tensor.Ones([2]));
        var bias = new Weight("dense/bias", Tensor.Ones([2]), decays: false);
        Ops.Sum((kernel.Value + bias.Value) * 0f).Backward();
        new Sgd(1) { WeightDecay = 0.1f, DecaysAll = decaysAll }.Step([kernel, bias]);
        Assert.All(kernel.Value.ToArray(), value => Assert.Equal(0.9f, value, 1e-6f));
        Assert.All(bias.Value.ToArray(), value => Assert.Equal(expectedBias, value, 1e-6f));
    }

    [Fact]
    public void Biases_and_norm_weights_of_layers_do_not_decay()
    {
        Network network = TestData.ConvNet();
        Assert.Equal(["conv2d/kernel", "conv2d_1/kernel", "dense/kernel"], network.Weights.Where(w => w.Decays).Select(w => w.Name));
    }

    [Fact]
    public void A_scale_scales_the_gradient()
    {
        var weight = new Weight("w", Tensor.Zeros([1]));
        Ops.Sum(weight.Value * 3f).Backward();
        new Sgd(0.5f).Step([weight], 0.1f);
        Assert.Equal(-0.15f, weight.Value.Item(), 1e-6f);
    }

    [Fact]
    public void A_weight_without_gradient_or_that_is_state_is_left_alone()
    {
        var state = new Weight("s", Tensor.Ones([1]), trainable: false);
        var unused = new Weight("u", Tensor.Ones([1]));
        new Adam { WeightDecay = 0.5f }.Step([state, unused]);
        Assert.Equal(1, state.Value.Item());
        Assert.Equal(1, unused.Value.Item());
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_learning_rate_that_is_none_is_refused(float rate) =>
        Assert.Contains("LearningRate must be finite and at least 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(rate)).Message, StringComparison.Ordinal);

    [Fact]
    public void Options_out_of_range_are_refused_where_they_are_set()
    {
        Assert.Contains("Beta1 must be in [0, 1), is 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("Epsilon must be finite and above 0, is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Epsilon = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("WeightDecay must be finite and at least 0, is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { WeightDecay = float.NaN }).Message, StringComparison.Ordinal);
        Assert.Contains("Momentum must be in [0, 1), is -0.5", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { Momentum = -0.5f }).Message, StringComparison.Ordinal);
        Assert.Contains("Dampening must be in [0, 1], is 2", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd { Dampening = 2 }).Message, StringComparison.Ordinal);
        Assert.Contains("InitialAccumulator must be finite and at least 0, is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new Adagrad { InitialAccumulator = -1 }).Message, StringComparison.Ordinal);
        Assert.Contains("Decay must be in [0, 1), is 1", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp { Decay = 1 }).Message, StringComparison.Ordinal);
        Assert.Contains("MomentumDecay must be finite and at least 0, is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new Nadam { MomentumDecay = -1 }).Message, StringComparison.Ordinal);
        Assert.Contains("GradientClipNorm must be finite and above 0, or null, is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { GradientClipNorm = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("GradientClipValue must be finite and above 0, or null, is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => new Lion { GradientClipValue = float.NaN }).Message, StringComparison.Ordinal);
        Assert.Contains("ClassWeights must be finite and at least 0, is -1", Assert.Throws<ArgumentOutOfRangeException>(() => new SoftmaxCrossEntropy { ClassWeights = [1, -1] }).Message, StringComparison.Ordinal);
        Assert.Contains("WarmupShare must be in [0, 1), is 1", Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule { WarmupShare = 1 }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_outsiders_optimizer_trains()
    {
        Network network = TestData.Mlp(2, 3);
        TensorDataset data = TestData.Blobs(90, 3, 1);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new SignSgd(0.01f));
        trainer.Fit(data, new TrainingOptions { Epochs = 20 });
        Assert.True(trainer.Evaluate(data).Accuracy > 0.9);
    }

    /// <summary>Sign gradient descent with momentum, with nothing but the public surface.</summary>
    private sealed class SignSgd(float learningRate) : Optimizer(learningRate)
    {
        protected override void Update(Weight weight, Tensor gradient, UpdateContext context)
        {
            Tensor momentum = Slot(weight, "momentum");
            for (int i = 0; i < gradient.Count; i++)
            {
                momentum.Span[i] = 0.9f * momentum.Span[i] + gradient.Span[i] * context.GradientScale;
                weight.Value.Span[i] -= LearningRate * MathF.Sign(momentum.Span[i]);
            }
        }
    }
}
