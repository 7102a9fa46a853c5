using Microsoft.ML;
using MlNetDeep.Pipelines.Tests.Conformance;

namespace MlNetDeep.Pipelines.Tests.Text;

public sealed class TextClassificationTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData(TextEncoderKind.Convolution)]
    [InlineData(TextEncoderKind.Lstm)]
    public void Texts_are_told_apart(TextEncoderKind encoder)
    {
        var options = new TextClassificationOptions { LabelColumnName = "KindKey", Encoder = encoder, EmbeddingSize = 16, EncoderSize = 16, Epochs = 10, BatchSize = 16, LearningRate = 0.01, Seed = 1 };
        IDataView scored = _ml.Deep().TextClassification(options).Fit(Sample.View(_ml, 200)).Transform(Sample.View(_ml, 60, seed: 2));
        Assert.True(_ml.MulticlassClassification.Evaluate(scored, "KindKey").MicroAccuracy > 0.98);
    }

    [Fact]
    public void A_column_that_is_no_text_is_refused()
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Deep().TextClassification(new() { TextColumnName = "Number", LabelColumnName = "KindKey" }).Fit(Sample.View(_ml)));
        Assert.StartsWith("Schema mismatch for text column 'Number': expected String, got Single", e.Message, StringComparison.Ordinal);
    }
}
