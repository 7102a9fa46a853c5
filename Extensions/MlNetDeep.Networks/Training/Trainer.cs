using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Trains and evaluates a network: the one loop, in which everything beyond batches, loss and optimizer is a callback.</summary>
/// <remarks>
/// The same network, data, options and seed give the same weights, bit for bit, on any number of threads. Several networks may
/// be trained at the same time, each by its own trainer and optimizer on its own thread.
/// </remarks>
/// <example>
/// <code>
/// var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(1e-3f));
/// History history = trainer.Fit(training, new TrainingOptions { Epochs = 20, BatchSize = 64 }, validation, [new EarlyStopping { Patience = 5 }]);
/// double? accuracy = trainer.Evaluate(test).Accuracy;
/// </code>
/// </example>
public sealed class Trainer
{
    private readonly StepFunction _step;

    /// <summary>Creates a trainer that minimises a loss of the network's only output.</summary>
    /// <param name="network">The network; its weights are changed in place.</param>
    /// <param name="loss">What to minimise.</param>
    /// <param name="optimizer">How; used by no other training at the same time.</param>
    public Trainer(Network network, Loss loss, Optimizer optimizer) : this(network, StepOf(loss), optimizer) => Metrics = loss.DefaultMetrics;

    /// <summary>Creates a trainer with a step of your own: several outputs, several losses, anything that ends in one number.</summary>
    /// <param name="network">The network; its weights are changed in place.</param>
    /// <param name="step">Computes the loss of a batch, in training and in validation.</param>
    /// <param name="optimizer">How to minimise it; used by no other training at the same time.</param>
    public Trainer(Network network, StepFunction step, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(optimizer);
        Network = network;
        Optimizer = optimizer;
        _step = step;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>What is measured beside the loss; by default what the loss suggests, or nothing with a step of your own.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>The clock of <see cref="EpochResult.Seconds"/>; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Trains the network.</summary>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="options">How long and in what manner; null for the defaults.</param>
    /// <param name="validation">Samples to measure on after each epoch, without learning from them; null for none.</param>
    /// <param name="callbacks">Called in this order; null for none.</param>
    /// <param name="cancellationToken">
    /// Ends the training between two steps. The network keeps its last complete state (or the best one, when an
    /// <see cref="EarlyStopping"/> restores it), callbacks get their <see cref="Callback.OnTrainEnd"/>, then an
    /// <see cref="OperationCanceledException"/> is thrown.
    /// </param>
    /// <returns>The results of the epochs.</returns>
    /// <exception cref="ArgumentException">A data set is empty or its shapes are not those of the network, a label is out of
    /// range, or options contradict each other.</exception>
    /// <exception cref="TrainingDivergedException">The loss or the gradients became infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public History Fit(
        Dataset training, TrainingOptions? options = null, Dataset? validation = null,
        IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new TrainingOptions();
        options.Validate();
        Check(training, "training");
        if (options.ValidationSplit > 0)
        {
            if (validation is not null) throw new ArgumentException("both a validation set and TrainingOptions.ValidationSplit were given; give one of them", nameof(validation));
            (training, validation) = training.Split(options.ValidationSplit, options.Seed);
        }
        if (validation is not null) Check(validation, "validation");

        var loader = new BatchLoader(training, options.BatchSize, options.Prefetch);
        var context = new TrainingContext(Network, Optimizer, options, loader.BatchesPerEpoch);
        return new TrainingRun(this, _step, context, loader, training.Count, validation, callbacks ?? []).Run(cancellationToken);
    }

    /// <summary>Measures the loss and the metrics on a data set; nothing is learned and no state changes.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="batchSize">The number of samples computed at once, at least 1.</param>
    /// <param name="cancellationToken">Ends the evaluation between two batches.</param>
    /// <returns>The loss and the metrics.</returns>
    /// <exception cref="ArgumentException">The data set is empty or its shapes are not those of the network.</exception>
    /// <exception cref="OperationCanceledException">The token was signalled.</exception>
    public EvaluationResult Evaluate(Dataset dataset, int batchSize = 64, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        Check(dataset, "evaluation");
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        Measure(new BatchLoader(dataset, batchSize, prefetch: 2), dataset.Count, cancellationToken).AddTo(values, "");
        return new EvaluationResult(values);
    }

    internal Averages Measure(BatchLoader loader, int count, CancellationToken cancellationToken)
    {
        var averages = new Averages(Metrics);
        foreach (Batch batch in loader.Epoch([.. Enumerable.Range(0, count)], default))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using IDisposable noGrad = Tensor.NoGrad();
            using StepScope scope = StepScope.Begin();
            StepOutput output = _step(Network, batch, ForwardContext.Inference);
            averages.Add(output, output.Loss.Item(), batch);
        }
        return averages;
    }

    private static StepFunction StepOf(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return (network, batch, context) =>
        {
            IReadOnlyList<Tensor> outputs = network.Forward(batch.Inputs, context);
            if (outputs.Count != 1) throw new InvalidOperationException($"a loss needs a network with one output, this one has {outputs.Count}; give the trainer a step function");
            return new StepOutput(loss.Compute(outputs[0], batch), outputs[0], loss.WeightOf(batch));
        };
    }

    private void Check(Dataset dataset, string role)
    {
        if (dataset.Count == 0) throw new ArgumentException($"the {role} set is empty");
        Shape[] expected = [.. Network.Inputs.Select(input => input.Shape)];
        if (!dataset.InputShapes.SequenceEqual(expected))
            throw new ArgumentException($"the {role} set has samples of shape {string.Join(" and ", dataset.InputShapes)}; the network's input is {string.Join(" and ", expected)}");
    }
}
