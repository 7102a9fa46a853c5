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
    private readonly Objective? _objective;
    private readonly StepFunction? _step;

    /// <summary>Creates a trainer that minimises a loss of the network's only output.</summary>
    /// <param name="network">The network; its weights are changed in place.</param>
    /// <param name="loss">What to minimise, or its name, for example "softmax_cross_entropy".</param>
    /// <param name="optimizer">How; used by no other training at the same time.</param>
    public Trainer(Network network, Loss loss, Optimizer optimizer) : this(network, optimizer)
    {
        _objective = new Objective(loss);
        Metrics = loss.DefaultMetrics;
    }

    /// <summary>Creates a trainer that minimises the weighted sum of losses of several outputs.</summary>
    /// <param name="network">The network; its weights are changed in place.</param>
    /// <param name="losses">
    /// A loss for each output to train, in the order of the data set's <see cref="Dataset.Targets"/>. The history has each as
    /// <c>{output}_loss</c>, their sum as <c>loss</c>, and their metrics as <c>{output}_{metric}</c>.
    /// </param>
    /// <param name="optimizer">How; used by no other training at the same time.</param>
    /// <exception cref="ArgumentException">The network has no output of a name, or one has two losses.</exception>
    public Trainer(Network network, IReadOnlyList<OutputLoss> losses, Optimizer optimizer) : this(network, optimizer) =>
        _objective = new Objective(network, losses);

    /// <summary>Creates a trainer with a step of your own: several networks, losses between outputs, anything that ends in one number.</summary>
    /// <param name="network">The network; its weights are changed in place.</param>
    /// <param name="step">Computes the loss of a batch, in training and in validation.</param>
    /// <param name="optimizer">How to minimise it; used by no other training at the same time.</param>
    public Trainer(Network network, StepFunction step, Optimizer optimizer) : this(network, optimizer)
    {
        ArgumentNullException.ThrowIfNull(step);
        _step = step;
    }

    private Trainer(Network network, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Network = network;
        Optimizer = optimizer;
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The optimizer.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>
    /// What is measured of the first output beside the loss; by default what the loss suggests. With an <see cref="OutputLoss"/> for each
    /// output nothing by default, because each has metrics of its own.
    /// </summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = [];

    /// <summary>The clock of <see cref="EpochResult.Seconds"/>; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Trains the network.</summary>
    /// <param name="training">The samples to learn from.</param>
    /// <param name="options">How long and in what manner; null for the defaults.</param>
    /// <param name="validation">Samples to measure on after each epoch, without learning from them; null for none.</param>
    /// <param name="callbacks">Called in this order; null for none.</param>
    /// <param name="cancellationToken">
    /// Ends the training between two steps and returns the best model so far: with a validation set the network gets the weights of the
    /// epoch with the lowest validation loss (an <see cref="EarlyStopping"/> that restores has the last word), else it keeps those of
    /// the last complete step. The history's <see cref="History.Outcome"/> is then <see cref="TrainingOutcome.Canceled"/>.
    /// </param>
    /// <returns>The results of the epochs and how the training ended.</returns>
    /// <exception cref="ArgumentException">A data set is empty or its shapes are not those of the network, a label is out of
    /// range, or options contradict each other.</exception>
    /// <exception cref="TrainingDivergedException">The loss or the gradients became infinite or not a number; the message names the layer
    /// or the input where it began, the epoch and the batch.</exception>
    public History Fit(
        Dataset training, TrainingOptions? options = null, Dataset? validation = null,
        IReadOnlyList<Callback>? callbacks = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        options ??= new TrainingOptions();
        options.Validate();
        Check(training, "training", options.ClassWeights is not null);
        CheckMixing(options, training);
        if (options.ValidationSplit > 0)
        {
            if (validation is not null) throw new ArgumentException("both a validation set and TrainingOptions.ValidationSplit were given; give one of them", nameof(validation));
            (training, validation) = training.Split(options.ValidationSplit, options.Seed);
        }
        if (validation is not null) Check(validation, "validation");

        return new TrainingRun(this, options, training, validation) { Callbacks = callbacks ?? [] }.Run(cancellationToken);
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
        Measure(new BatchLoader(dataset, batchSize, prefetch: 2), dataset.Count, cancellationToken).AddTo(values, "", PenaltyValue());
        return new EvaluationResult(values);
    }

    internal IReadOnlyList<MeasuredOutput> MeasuredOutputs => field ??= AllMetrics();

    /// <summary>The label that the loss of the only output leaves out; null for none.</summary>
    internal int? IgnoredLabel => _objective?.IgnoredLabel;

    /// <summary>The names of the values that an epoch will report, in their order; null when a step function makes them.</summary>
    internal IReadOnlyCollection<string>? ValueNames(bool validates)
    {
        if (_objective is null) return null;
        string[] names = ["loss", .. _objective.PartNames, .. MeasuredOutputs.Select(measured => measured.Name)];
        return validates ? [.. names, .. names.Select(name => "val_" + name)] : names;
    }

    internal StepOutput Step(Batch batch, ForwardContext context, in MixedBatch mixed = default) =>
        _objective is null ? _step!(Network, batch, context) : _objective.Compute(Network, batch, context, mixed);

    // The check gets each batch with its number, from 1, and its loss, to throw for one that is not finite.
    internal Averages Measure(BatchLoader loader, int count, CancellationToken cancellationToken, Action<Batch, int, float>? check = null)
    {
        var averages = new Averages(MeasuredOutputs);
        int number = 0;
        foreach (Batch batch in loader.Epoch([.. Enumerable.Range(0, count)], default))
        {
            cancellationToken.ThrowIfCancellationRequested();
            number++;
            using IDisposable noGrad = Tensor.NoGrad();
            using StepScope scope = StepScope.Begin();
            try
            {
                StepOutput output = Step(batch, ForwardContext.Inference);
                float loss = output.Loss.Item();
                check?.Invoke(batch, number, loss);
                averages.Add(output, loss, batch);
            }
            catch (ArgumentException e)
            {
                throw new ArgumentException($"{ErrorText.Of(e)} (batch {number} of the evaluation)", e);
            }
        }
        return averages;
    }

    /// <summary>The penalties of all regularizers as a tensor with one number; null when there are none.</summary>
    internal Tensor? Penalty()
    {
        Tensor? sum = null;
        foreach (Weight weight in Network.Weights)
        {
            if (weight.Regularizer is null || !weight.Trainable) continue;
            Tensor penalty = weight.Regularizer.Penalty(weight.Value);
            sum = sum is null ? penalty : sum + penalty;
        }
        return sum;
    }

    internal double PenaltyValue()
    {
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        return Penalty()?.Item() ?? 0;
    }

    private MeasuredOutput[] AllMetrics()
    {
        MeasuredOutput[] all = [.. Metrics.Select(metric => _objective?.Measured(metric) ?? new MeasuredOutput(metric.Name, metric, 0, 0))];
        // The first kind of trainer has its loss's metrics in Metrics already, where the user may have replaced them.
        if (_objective is { IsNamed: true }) all = [.. _objective.Metrics, .. all];
        if (all.Select(measured => measured.Name).Distinct().Count() != all.Length)
            throw new ArgumentException($"two metrics have the same name: {string.Join(", ", all.Select(measured => measured.Name))}");
        return all;
    }

    private void Check(Dataset dataset, string role, bool weighted = false)
    {
        if (dataset.Count == 0) throw new ArgumentException($"the {role} set is empty");
        Shape[] expected = [.. Network.Inputs.Select(input => input.Shape)];
        if (!dataset.InputShapes.SequenceEqual(expected))
            throw new ArgumentException(
                $"the {role} set has samples of shape {string.Join(" and ", dataset.InputShapes)}; " +
                $"the network's input {string.Join(" and ", Network.Inputs.Select(input => $"'{Network.NameOf(input)}' is {input.Shape}"))}");
        _objective?.Check(Network, dataset, role, weighted);
    }

    private void CheckMixing(TrainingOptions options, Dataset training)
    {
        if (options is { Mixup: 0, CutMix: 0 }) return;
        if (_objective is null) throw new ArgumentException("mixup and cutmix need a trainer with losses; a step function has to mix its samples itself");
        if (training.CreateBatch(1).GetType() is { } type && type != typeof(Batch))
            throw new ArgumentException($"mixup and cutmix do not know what a {type.Name} carries beside inputs and targets; mix the samples in the data set, or leave them out");
        if (options.CutMix > 0 && training.InputShapes.Any(shape => shape.Rank != 3))
            throw new ArgumentException($"cutmix needs images [height, width, channels]; the training set has samples of shape {string.Join(" and ", training.InputShapes)}");
    }
}
