using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision.Tests.Architectures;

/// <summary>Alone, because the end of another training empties the pool of memory.</summary>
[CollectionDefinition(nameof(ResNet18StepTests), DisableParallelization = true)]
[Collection(nameof(ResNet18StepTests))]
public class ResNet18StepTests
{
    [Fact]
    public void A_warmed_up_step_allocates_under_16_KB()
    {
        const int samples = 48;
        Tensor images = Tensor.Uninitialized([samples, 64, 64, 3]);
        new Philox(1, 0).Uniform(images.Span, -1, 1);
        long start = 0, used = 0;
        var watch = new LambdaCallback
        {
            BatchEnd = context =>
            {
                if (context.Step == 4) start = GC.GetAllocatedBytesForCurrentThread();
                if (context.Step == 12) used = GC.GetAllocatedBytesForCurrentThread() - start;
            },
        };
        var data = new TensorDataset(images, [.. Enumerable.Range(0, samples).Select(i => i % 10)]);
        new Trainer(new ResNet18().Build([64, 64, 3], 10), new SoftmaxCrossEntropy(), new Sgd { Momentum = 0.9f }).Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 4 }, null, [watch], TestContext.Current.CancellationToken);
        Assert.InRange(used / 8, 1, 16 * 1024);
    }
}
