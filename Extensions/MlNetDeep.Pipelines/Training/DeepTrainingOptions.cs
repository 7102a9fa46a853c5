using System.Globalization;
using Microsoft.ML;
using MlNetDeep.Networks;

namespace MlNetDeep.Pipelines;

/// <summary>What the options of all estimators that train have in common.</summary>
public abstract class DeepTrainingOptions
{
    private protected DeepTrainingOptions()
    {
    }

    /// <summary>The column with what is to be learned. Rows where it is missing (key 0, NaN) are not trained on. Default "Label".</summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>A column of Single with how much each row counts in the loss, finite and at least 0; null (default) when all count the same.</summary>
    public string? ExampleWeightColumnName { get; set; }

    /// <summary>How many times the training set is gone through, at least 1. Default 20.</summary>
    public int Epochs { get; set; } = 20;

    /// <summary>The samples in one step of the optimizer, at least 1. Default 64.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>The highest learning rate of the one-cycle schedule (Smith, 2018), above 0. Default 0.003.</summary>
    public double LearningRate { get; set; } = 3e-3;

    /// <summary>Decoupled weight decay of AdamW (Loshchilov and Hutter, 2019), at least 0; not applied to biases and normalisation. Default 0.005 for images, else 0.001.</summary>
    public double WeightDecay { get; set; } = 1e-3;

    /// <summary>
    /// The share of an exponential moving average of the weights that a step keeps, above 0 and below 1, such as 0.998; the average
    /// is what scores. Null (default) for none.
    /// </summary>
    public double? WeightAverageDecay { get; set; }

    /// <summary>A validation set with the same columns; null (default) sets <see cref="ValidationFraction"/> of the training rows aside.</summary>
    public IDataView? ValidationSet { get; set; }

    /// <summary>The share of the rows set aside for validation when there is no <see cref="ValidationSet"/>, 0 (none) to below 1; of each class where classes are learned. Default 0.1.</summary>
    public double ValidationFraction { get; set; } = 0.1;

    /// <summary>Training stops after so many epochs without a lower validation loss; the best weights are kept. Null (default) trains all epochs and keeps the last weights.</summary>
    public int? EarlyStoppingPatience { get; set; }

    /// <summary>The seed of weights, order, augmentation and dropout; null (default) takes it from the <see cref="MLContext"/>.</summary>
    public int? Seed { get; set; }

    /// <summary>Called after each batch and after each epoch, on the training thread. An exception that it throws ends the training and reaches the caller of <c>Fit</c>.</summary>
    public Action<TrainingProgress>? Progress { get; set; }

    /// <summary>Ends the training: <c>Fit</c> throws <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    internal virtual void Validate()
    {
        Named(nameof(LabelColumnName), LabelColumnName);
        if (ExampleWeightColumnName is not null) Named(nameof(ExampleWeightColumnName), ExampleWeightColumnName);
        AtLeast(1, Epochs, nameof(Epochs));
        AtLeast(1, BatchSize, nameof(BatchSize));
        AtLeast(1, EarlyStoppingPatience ?? 1, nameof(EarlyStoppingPatience));
        Check(LearningRate > 0 && double.IsFinite(LearningRate), LearningRate, nameof(LearningRate), "a finite number above 0");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), WeightDecay, nameof(WeightDecay), "a finite number, at least 0");
        Check(WeightAverageDecay is null or (> 0 and < 1), WeightAverageDecay, nameof(WeightAverageDecay), "above 0 and below 1, or null");
        Check(ValidationFraction is >= 0 and < 1, ValidationFraction, nameof(ValidationFraction), "0 to below 1");
        if (EarlyStoppingPatience is not null && ValidationSet is null && ValidationFraction == 0)
            throw new InvalidOperationException($"{nameof(EarlyStoppingPatience)} needs a validation set: set {nameof(ValidationSet)} or {nameof(ValidationFraction)}.");
    }

    private protected static void Named(string option, string? value)
    {
        if (string.IsNullOrEmpty(value)) throw new ArgumentException($"{option} is empty; expected the name of a column.", option);
    }

    private protected static void Given(string option, object? value, string expected)
    {
        if (value is null) throw new ArgumentException($"{option} is null; expected {expected}.", option);
    }

    private protected static void AtLeast(int least, int value, string option) => Check(value >= least, value, option, $"at least {least}");

    private protected static void Check(bool holds, object? value, string option, string expected)
    {
        if (!holds) throw new ArgumentOutOfRangeException(option, value, $"{option} is {Convert.ToString(value, CultureInfo.InvariantCulture)}; expected {expected}.");
    }
}
