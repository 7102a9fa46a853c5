namespace MlNetDeep.Networks;

/// <summary>What the metrics of classes share: how the output and the labels are to be read.</summary>
/// <remarks>
/// The output is one number for each label, a yes-or-no question; or [N, classes] with a label for each sample; or [N, ..., classes] with
/// one for each position, as targets in the output's shape without the classes. Targets of the output's shape are taken as probabilities,
/// of which the highest is the label, unless <see cref="Binary"/> is set. For yes-or-no questions targets above 0.5 are positive.
/// </remarks>
public abstract class ClassMetric : Metric
{
    private protected ClassMetric()
    {
    }

    /// <summary>
    /// Whether each number of the output is a yes-or-no question of its own, compared with a target of the same place: several labels at
    /// once. False by default; an output with one number for each label is taken so anyway.
    /// </summary>
    public bool Binary { get; init; }

    /// <summary>
    /// Whether the output is logits, as the losses take by default; true by default. False for probabilities, those of a network that ends
    /// in a sigmoid or a softmax.
    /// </summary>
    public bool FromLogits { get; init; } = true;

    /// <summary>The label of rows that count for nothing, such as 255 for pixels between regions; null (the default) for none.</summary>
    public int? IgnoreLabel { get; init; }
}
