namespace MlNetDeep.Pipelines;

/// <summary>The options of <see cref="DeepCatalog.Classification"/>. The label is a key, as <c>MapValueToKey</c> makes it.</summary>
public sealed class ClassificationOptions : TableOptions
{
    /// <summary>The added column with the predicted key. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>The share of probability spread over all classes in the training targets, 0 to below 1. Default 0.</summary>
    public double LabelSmoothing { get; set; }

    internal override void Validate()
    {
        base.Validate();
        Named(nameof(PredictedLabelColumnName), PredictedLabelColumnName);
        Check(LabelSmoothing is >= 0 and < 1, LabelSmoothing, nameof(LabelSmoothing), "0 to below 1");
    }
}
