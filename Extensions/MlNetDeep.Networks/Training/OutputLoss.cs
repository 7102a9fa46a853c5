namespace MlNetDeep.Networks;

/// <summary>What is minimised for one output of a network with several.</summary>
/// <param name="Output">The name of the output: that of the layer that computes it.</param>
/// <param name="Loss">The loss, or its name.</param>
public sealed record OutputLoss(string Output, Loss Loss)
{
    /// <summary>The factor of this loss in the sum that is minimised, finite and at least 0; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Weight { get; init => field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0"); } = 1;

    /// <summary>What is measured of this output; by default what the loss suggests. Named <c>{output}_{metric}</c> in the history.</summary>
    public IReadOnlyList<Metric> Metrics { get; init; } = Loss.DefaultMetrics;
}
