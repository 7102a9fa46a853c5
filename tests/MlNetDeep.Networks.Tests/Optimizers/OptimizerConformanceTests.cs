using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>What holds for every optimizer; a new one joins with one line.</summary>
public class OptimizerConformanceTests
{
    private static readonly Dictionary<string, Func<float, OptimizerSettings, Optimizer>> s_samples = new()
    {
        ["Sgd"] = (rate, s) => new Sgd(rate * 10) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Sgd momentum"] = (rate, s) => new Sgd(rate * 5) { Momentum = 0.9f, Dampening = 0.1f, GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Adagrad"] = (rate, s) => new Adagrad(rate * 5) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["RmsProp"] = (rate, s) => new RmsProp(rate) { Momentum = 0.5f, Centered = true, GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Adadelta"] = (rate, s) => new Adadelta(rate * 100) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Adam"] = (rate, s) => new Adam(rate) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Adam AMSGrad"] = (rate, s) => new Adam(rate) { AmsGrad = true, GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Adamax"] = (rate, s) => new Adamax(rate) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Nadam"] = (rate, s) => new Nadam(rate) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["RAdam"] = (rate, s) => new RAdam(rate) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Lion"] = (rate, s) => new Lion(rate) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
        ["Lamb"] = (rate, s) => new Lamb(rate) { GradientClipNorm = s.Norm, GradientClipValue = s.Value, WeightDecay = s.Decay },
    };

    public static TheoryData<string> Names => [.. s_samples.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Trains_a_network(string name)
    {
        Network network = TestData.Mlp(2, 3);
        TensorDataset data = TestData.Blobs(90, 3, 1);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), s_samples[name](0.01f, default));
        trainer.Fit(data, new TrainingOptions { Epochs = 20 });
        Assert.True(trainer.Evaluate(data).Accuracy > 0.9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_move_together_as_they_would_alone(string name)
    {
        Optimizer optimizer = s_samples[name](0.01f, new(0.1f, null, null));
        Weight[] together = Weights();
        for (int step = 0; step < 5; step++) optimizer.Step(together);
        for (int i = 0; i < together.Length; i++)
        {
            optimizer = s_samples[name](0.01f, new(0.1f, null, null));
            Weight alone = Weights()[i];
            for (int step = 0; step < 5; step++) optimizer.Step([alone]);
            Assert.Equal(alone.Value.ToArray(), together[i].Value.ToArray());
        }
    }

    // A weight that joins later counts its own steps.
    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_that_joins_later_moves_as_from_the_start(string name)
    {
        Optimizer optimizer = s_samples[name](0.01f, default), late = s_samples[name](0.01f, default);
        Weight[] weights = Weights(), expected = Weights();
        for (int step = 0; step < 4; step++) optimizer.Step([weights[0]]);
        for (int step = 0; step < 3; step++)
        {
            optimizer.Step(weights);
            late.Step([expected[1]]);
        }
        Assert.Equal(expected[1].Value.ToArray(), weights[1].Value.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_learning_rate_of_zero_changes_nothing(string name)
    {
        Weight[] weights = Weights();
        float[][] before = [.. weights.Select(weight => weight.Value.ToArray())];
        s_samples[name](0, new(0.1f, null, null)).Step(weights);
        Assert.Equal(before, weights.Select(weight => weight.Value.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_clipped_by_the_norm_of_each_weight(string name)
    {
        // The scaled norm is 50, so that the factor is 1/10 but for the 1e-6 that PyTorch adds.
        Weight clipped = OneWeight([30, -40], 0.5f), expected = OneWeight([3, -4], 1);
        s_samples[name](0.01f, new(0, 5, null)).Step([clipped], 0.5f);
        s_samples[name](0.01f, default).Step([expected]);
        for (int i = 0; i < 2; i++) Assert.Equal(expected.Value.Span[i], clipped.Value.Span[i], 1e-5f);

        Weight short1 = OneWeight([3, -4], 1), short2 = OneWeight([3, -4], 1);
        s_samples[name](0.01f, new(0, 6, null)).Step([short1]);
        s_samples[name](0.01f, default).Step([short2]);
        Assert.Equal(short2.Value.ToArray(), short1.Value.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_clipped_by_value_after_they_are_scaled(string name)
    {
        Weight clipped = OneWeight([30, -4], 1), expected = OneWeight([2.5f, -2], 1);
        s_samples[name](0.01f, new(0, null, 2.5f)).Step([clipped], 0.5f);
        s_samples[name](0.01f, default).Step([expected]);
        Assert.Equal(expected.Value.ToArray(), clipped.Value.ToArray());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing_after_the_first(string name)
    {
        Optimizer optimizer = s_samples[name](0.01f, new(0.1f, 1, 1));
        Weight[] weights = Weights();
        optimizer.Step(weights);
        // The least of several: a collection meanwhile counts what is left of the thread's allocation block as allocated.
        long least = long.MaxValue;
        for (int step = 0; step < 20; step++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            optimizer.Step(weights);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_twice_in_the_list_is_refused_and_the_optimizer_still_works(string name)
    {
        Optimizer optimizer = s_samples[name](0.01f, default);
        Weight weight = Weights()[0];
        Assert.Contains("already in the batch", Assert.Throws<ArgumentException>(() => optimizer.Step([weight, weight])).Message, StringComparison.Ordinal);
        float[] before = weight.Value.ToArray();
        optimizer.Step([weight]);
        Assert.NotEqual(before, weight.Value.ToArray());
    }

    [Fact]
    public void Nadam_takes_the_steps_of_its_kernel()
    {
        var optimizer = new Nadam(0.01f) { MomentumDecay = 0.01f };
        var options = new NadamStepOptions { LearningRate = 0.01f, MomentumDecay = 0.01f };
        Weight weight = Weights()[0];
        Tensor expected = weight.Value.Clone(), mean = Tensor.Zeros(expected.Shape), variance = Tensor.Zeros(expected.Shape);
        for (int step = 1; step <= 5; step++)
        {
            optimizer.Step([weight]);
            OptimizerKernels.NadamStep(new ParameterStep(expected, weight.Value.Grad!) { Step = step }, mean, variance, options);
            options = options with { MomentumProduct = options.MomentumProduct * options.Momentum(step) };
        }
        Assert.Equal(expected.ToArray(), weight.Value.ToArray());
    }

    private static Weight[] Weights()
    {
        Weight[] weights = [new("a", Tensor.Uninitialized([7, 5])), new("b", Tensor.Uninitialized([3]), decays: false), new("c", Tensor.Uninitialized([40_001]))];
        for (int i = 0; i < weights.Length; i++)
        {
            new Philox(1, (ulong)i).Uniform(weights[i].Value.Span, -1, 1);
            Tensor gradient = Tensor.Uninitialized(weights[i].Value.Shape);
            new Philox(2, (ulong)i).Uniform(gradient.Span, -1, 1);
            Ops.Sum(weights[i].Value * gradient).Backward();
        }
        return weights;
    }

    private static Weight OneWeight(float[] gradient, float scale)
    {
        var weight = new Weight("w", Tensor.Ones([gradient.Length]));
        Ops.Sum(weight.Value * Tensor.From([.. gradient.Select(g => g / scale)], [gradient.Length])).Backward();
        return weight;
    }

    private readonly record struct OptimizerSettings(float Decay, float? Norm, float? Value);
}
