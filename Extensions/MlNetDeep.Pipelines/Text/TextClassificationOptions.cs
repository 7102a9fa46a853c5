namespace MlNetDeep.Pipelines;

/// <summary>
/// The options of <see cref="DeepCatalog.TextClassification"/>. The label is a key, as <c>MapValueToKey</c> makes it. The tokenizer is
/// fitted on the training texts: lower-case words and single signs.
/// </summary>
public sealed class TextClassificationOptions : DeepTrainingOptions
{
    /// <summary>The column with the texts. Default "Text".</summary>
    public string TextColumnName { get; set; } = "Text";

    /// <summary>The added column with the predicted key. Default "PredictedLabel".</summary>
    public string PredictedLabelColumnName { get; set; } = "PredictedLabel";

    /// <summary>The added column with the probability of each class, in the order of the keys. Default "Score".</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>What reads the tokens. Default: convolutions.</summary>
    public TextEncoderKind Encoder { get; set; }

    /// <summary>The most tokens that the vocabulary keeps, the most frequent ones, at least 1. Default 20,000.</summary>
    public int MaximumTokens { get; set; } = 20_000;

    /// <summary>How often a token must occur in the training texts to be kept, at least 1. Default 2.</summary>
    public int MinimumTokenCount { get; set; } = 2;

    /// <summary>The number of tokens of a text that are read, from its start, at least 1; null (default) is what 95 % of the training texts need, at most 256.</summary>
    public int? SequenceLength { get; set; }

    /// <summary>The length of the vector that stands for a token, at least 1. Default 64.</summary>
    public int EmbeddingSize { get; set; } = 64;

    /// <summary>The filters of each convolution, or the units of the LSTM in each direction, at least 1. Default 64.</summary>
    public int EncoderSize { get; set; } = 64;

    /// <summary>The share of the features dropped in training, 0 to below 1. Default 0.3.</summary>
    public double Dropout { get; set; } = 0.3;

    /// <summary>The share of probability spread over all classes in the training targets, 0 to below 1. Default 0.05.</summary>
    public double LabelSmoothing { get; set; } = 0.05;

    internal override void Validate()
    {
        base.Validate();
        Named(nameof(TextColumnName), TextColumnName);
        Named(nameof(PredictedLabelColumnName), PredictedLabelColumnName);
        Named(nameof(ScoreColumnName), ScoreColumnName);
        Check(Enum.IsDefined(Encoder), Encoder, nameof(Encoder), "Convolution or Lstm");
        AtLeast(1, MaximumTokens, nameof(MaximumTokens));
        AtLeast(1, MinimumTokenCount, nameof(MinimumTokenCount));
        AtLeast(1, SequenceLength ?? 1, nameof(SequenceLength));
        AtLeast(1, EmbeddingSize, nameof(EmbeddingSize));
        AtLeast(1, EncoderSize, nameof(EncoderSize));
        Check(Dropout is >= 0 and < 1, Dropout, nameof(Dropout), "0 to below 1");
        Check(LabelSmoothing is >= 0 and < 1, LabelSmoothing, nameof(LabelSmoothing), "0 to below 1");
    }
}
