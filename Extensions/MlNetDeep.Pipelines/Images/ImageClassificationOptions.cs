namespace MlNetDeep.Pipelines;

/// <summary>The options of <see cref="DeepCatalog.ImageClassification"/>. The label is a key, as <c>MapValueToKey</c> makes it.</summary>
public sealed class ImageClassificationOptions : ImageOptions
{
    /// <summary>The added column with the predicted key. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>The share of probability spread over all classes in the training targets, 0 to below 1. Default 0.05.</summary>
    public double LabelSmoothing { get; set; } = 0.05;

    /// <summary>How much the images of a class count in the loss, by the name of the class, finite and at least 0; classes that are not named count 1. Null (default) for none.</summary>
    public IReadOnlyDictionary<string, float>? ClassWeights { get; set; }

    /// <summary>Whether each class counts the same in all, however many images it has. Not together with <see cref="ClassWeights"/>. Default false.</summary>
    public bool BalanceClasses { get; set; }

    internal override void Validate()
    {
        base.Validate();
        Named(nameof(PredictedLabelColumnName), PredictedLabelColumnName);
        Check(LabelSmoothing is >= 0 and < 1, LabelSmoothing, nameof(LabelSmoothing), "0 to below 1");
        foreach ((string name, float weight) in ClassWeights ?? new Dictionary<string, float>())
            Check(weight >= 0 && float.IsFinite(weight), weight, $"{nameof(ClassWeights)}['{name}']", "a finite number, at least 0");
        if (ClassWeights is not null && BalanceClasses) throw new ArgumentException($"{nameof(ClassWeights)} and {nameof(BalanceClasses)} are not set together.", nameof(BalanceClasses));
    }
}
