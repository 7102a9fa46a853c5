namespace MlNetDeep.Pipelines;

/// <summary>The options of <see cref="DeepCatalog.BinaryClassification"/>. The label is Boolean.</summary>
public sealed class BinaryClassificationOptions : TableOptions
{
    /// <summary>The added Boolean column with the prediction. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>The added column with the probability of true. Default "Probability".</summary>
    public string ProbabilityColumnName { get; set; } = "Probability";

    internal override void Validate()
    {
        base.Validate();
        Named(nameof(PredictedLabelColumnName), PredictedLabelColumnName);
        Named(nameof(ProbabilityColumnName), ProbabilityColumnName);
    }
}
