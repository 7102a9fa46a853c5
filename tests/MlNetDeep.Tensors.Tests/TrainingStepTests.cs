namespace MlNetDeep.Tensors.Tests;

/// <summary>These tests set the number of threads and measure allocations, so that nothing runs beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

/// <summary>A small convolutional network trained with the operations alone: what all floors above rely on.</summary>
[Collection(nameof(Alone))]
public class TrainingStepTests
{
    [Fact]
    public void The_same_bits_on_any_number_of_threads()
    {
        int threads = Parallelism.MaxThreads;
        try
        {
            float[][] results = [.. new[] { 1, 2, 4 }.Select(count =>
            {
                Parallelism.MaxThreads = count;
                var network = new Network(batch: 16);
                for (int step = 1; step <= 3; step++) network.Step(step);
                return network.Everything();
            })];
            Assert.Equal(results[0], results[1]);
            Assert.Equal(results[0], results[2]);
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }
    }

    [Fact]
    public void The_loss_falls()
    {
        var network = new Network(batch: 8);
        float first = network.Step(1), last = 0;
        for (int step = 2; step <= 20; step++) last = network.Step(step);
        Assert.True(last < first / 4, $"the loss went from {first} to {last}");
    }

    [Fact]
    public void A_warm_step_allocates_little()
    {
        var network = new Network(batch: 8);
        for (int step = 1; step <= 3; step++) network.Step(step);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 4; step <= 8; step++) network.Step(step);
        long perStep = (GC.GetAllocatedBytesForCurrentThread() - before) / 5;
        // The activations of one step are above a megabyte; what remains are tensors and tape nodes, without their numbers.
        Assert.True(perStep < 32 * 1024, $"{perStep} bytes per step");
        TestContext.Current.SendDiagnosticMessage($"{perStep} bytes per step");
    }

    [Fact]
    public void Networks_train_at_once_on_several_threads_with_the_same_bits()
    {
        var alone = new Network(batch: 4);
        for (int step = 1; step <= 3; step++) alone.Step(step);
        float[] expected = alone.Everything();
        var results = new float[4][];
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(i => new Thread(() =>
        {
            var network = new Network(batch: 4);
            for (int step = 1; step <= 3; step++) network.Step(step);
            results[i] = network.Everything();
        }))];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        Assert.All(results, r => Assert.Equal(expected, r));
    }

    private sealed class Network
    {
        private readonly Tensor _images, _mean = Tensor.Zeros([24]), _variance = Tensor.Ones([24]);
        private readonly int[] _labels;
        private readonly Tensor[] _parameters, _first, _second;

        public Network(int batch)
        {
            _images = GradientCheck.Random([batch, 20, 20, 3], 1);
            _labels = [.. Enumerable.Range(0, batch).Select(i => i % 10)];
            _parameters =
            [
                GradientCheck.Random([3, 3, 3, 24], 2, -0.3f, 0.3f), GradientCheck.Random([24], 3, -0.1f, 0.1f),
                Tensor.Ones([24]), Tensor.Zeros([24]),
                GradientCheck.Random([2400, 10], 4, -0.03f, 0.03f), Tensor.Zeros([10]),
            ];
            foreach (Tensor parameter in _parameters) parameter.RequiresGrad = true;
            _first = [.. _parameters.Select(p => Tensor.Zeros(p.Shape))];
            _second = [.. _parameters.Select(p => Tensor.Zeros(p.Shape))];
        }

        public float Step(int step)
        {
            using StepScope scope = StepScope.Begin();
            Tensor[] p = _parameters;
            foreach (Tensor parameter in p) parameter.ZeroGrad();
            Tensor x = Ops.Convolution2D(_images, p[0], p[1], new Convolution2DOptions { Padding = Padding2D.All(1) });
            x = Ops.BatchNorm(x, p[2], p[3], _mean, _variance, new BatchNormOptions { Activation = FusedActivation.Relu });
            x = Ops.Dropout(Ops.Flatten(Ops.MaxPool2D(x)), 0.1f, 5, (ulong)step);
            Tensor loss = Ops.SoftmaxCrossEntropy(Ops.Linear(x, p[4], p[5]), _labels);
            loss.Backward();
            for (int i = 0; i < p.Length; i++)
                OptimizerKernels.AdamStep(new ParameterStep(p[i], p[i].Grad!) { Step = step }, _first[i], _second[i], null, new AdamStepOptions { LearningRate = 0.01f });
            return loss.Item();
        }

        public float[] Everything() => [.. _parameters.Concat(_first).Concat(_second).Append(_mean).Append(_variance).SelectMany(t => t.ToArray())];
    }
}
