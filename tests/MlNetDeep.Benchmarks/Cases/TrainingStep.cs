using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>
/// Training on one batch in memory: forward, loss, backward, optimizer; what the peer does. A <see cref="Trainer"/> also looks
/// whether the gradients are finite, keeps the running statistics of the step before and averages metrics.
/// </summary>
internal sealed class TrainingStep
{
    private readonly Network _network;
    private readonly Weight[] _trainable;
    private readonly Batch _batch;
    private readonly SoftmaxCrossEntropy _loss = new();
    private readonly Optimizer _optimizer;

    public TrainingStep(Network network, int batch, Optimizer optimizer)
    {
        _network = network;
        _optimizer = optimizer;
        _trainable = [.. network.Weights.Where(weight => weight.Trainable)];
        Tensor inputs = RandomData.Normal([batch, .. network.InputShape.Dimensions], 1);
        _batch = new Batch([inputs], RandomData.Labels(batch, network.OutputShape[0]));
    }

    public void Run()
    {
        foreach (Weight weight in _trainable)
            weight.Value.ZeroGrad();
        using (StepScope.Begin())
        {
            Tensor output = _network.Forward(_batch.Inputs, new ForwardContext(Training: true))[0];
            Tensor loss = _loss.Compute(output, _batch);
            if (!float.IsFinite(loss.Item()))
                throw new InvalidOperationException("The training that is measured diverged.");
            loss.Backward();
        }

        _optimizer.Step(_trainable);
    }
}
