namespace MlNetDeep.Networks;

/// <summary>The loss and metrics of a network on a data set.</summary>
/// <param name="Values">The loss and the metrics by name.</param>
public sealed record EvaluationResult(IReadOnlyDictionary<string, double> Values)
{
    /// <summary>The mean loss over the samples.</summary>
    public double Loss => Values["loss"];

    /// <summary>The share of samples predicted right; null when accuracy is not measured.</summary>
    public double? Accuracy => Values.TryGetValue("accuracy", out double value) ? value : null;
}
