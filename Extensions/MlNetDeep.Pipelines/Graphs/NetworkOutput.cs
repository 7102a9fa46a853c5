using MlNetDeep.Networks;

namespace MlNetDeep.Pipelines;

/// <summary>Binds an output of a network of your own to columns.</summary>
/// <param name="OutputName">The name of the output: that of the layer that computes it.</param>
/// <param name="ColumnName">The added column, a vector of Single of the output's shape.</param>
public sealed record NetworkOutput(string OutputName, string ColumnName)
{
    /// <summary>
    /// The column that the output learns from: a key for a class, Single or a vector of as many numbers as the output has; null (the
    /// default) when it does not learn.
    /// </summary>
    public string? LabelColumnName { get; init; }

    /// <summary>What is minimised, or its name; null (the default) is the softmax cross-entropy for a key and the mean squared error for numbers.</summary>
    public Loss? Loss { get; init; }

    /// <summary>The factor of the loss in the sum that is minimised, finite and at least 0. Default 1.</summary>
    public float LossWeight { get; init; } = 1;

    /// <summary>Also adds the class as a key, with the key values of the label, and makes probabilities of the logits. Needs a key label. Null (the default) for no.</summary>
    public string? PredictedLabelColumnName { get; init; }
}
