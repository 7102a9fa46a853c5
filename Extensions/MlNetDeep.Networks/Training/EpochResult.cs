namespace MlNetDeep.Networks;

/// <summary>What one epoch of training came to.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Values">The loss, the metrics and, when there is a validation set, the same with <c>val_</c> before the name.</param>
/// <param name="LearningRate">The learning rate of the epoch's last step.</param>
/// <param name="Seconds">The time that the epoch took, validation included.</param>
public sealed record EpochResult(int Epoch, IReadOnlyDictionary<string, double> Values, float LearningRate, double Seconds)
{
    /// <summary>The mean loss over the training samples, each taken when it was trained on.</summary>
    public double Loss => Values["loss"];

    /// <summary>The share of training samples predicted right; null when accuracy is not measured.</summary>
    public double? Accuracy => Find("accuracy");

    /// <summary>The mean loss over the validation samples after the epoch; null without a validation set.</summary>
    public double? ValidationLoss => Find("val_loss");

    /// <summary>The share of validation samples predicted right; null when there are none or accuracy is not measured.</summary>
    public double? ValidationAccuracy => Find("val_accuracy");

    internal double ValueOf(string monitor, string caller) =>
        Values.TryGetValue(monitor, out double value) ? value : throw new ArgumentException(Missing(monitor, caller, Values.Keys, ValidationLoss is not null));

    internal static string Missing(string monitor, string caller, IEnumerable<string> names, bool hasValidation) =>
        $"{caller} monitors '{monitor}', but an epoch reports {string.Join(", ", names)}" +
        $"{(monitor.StartsWith("val_", StringComparison.Ordinal) && !hasValidation ? "; give a validation set" : "")}";

    private double? Find(string name) => Values.TryGetValue(name, out double value) ? value : null;
}
