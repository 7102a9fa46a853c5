using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.TestSupport;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Tests.Graphs;

public sealed class FeaturizingEstimatorTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void The_head_on_the_embeddings_of_a_model_gives_its_scores()
    {
        IDataView data = ColorImages.Data(_ml, 30);
        DeepTransformer classifier = _ml.Deep().ImageClassification(ColorImages.FastOptions(2)).Fit(data);
        IDataView embedded = _ml.Deep().Featurize(new FeaturizeOptions { Model = classifier, LayerName = "avgpool" }).Fit(data).Transform(data);
        Network head = classifier.Network.CutAfter("avgpool");
        float[][] expected = [.. classifier.Transform(data).GetColumn<float[]>("Score")], features = [.. embedded.GetColumn<float[]>("Features")];
        for (int i = 0; i < expected.Length; i++)
        {
            float[] scores = Tensors.Ops.Softmax(head.Predict(Tensors.Tensor.From(features[i], [1, features[i].Length]))).Span.ToArray();
            Assert.Equal(expected[i], scores, (x, y) => Math.Abs(x - y) < 1e-4);
        }
    }

    [Fact]
    public void A_network_file_serves_as_well()
    {
        using var folder = new TemporaryFolder();
        Network network = new ConvNet { Blocks = 1, Filters = 4 }.Build([ColorImages.Size, ColorImages.Size, 3], 3, 1);
        NetworkFile.Save(network, folder.File("network.zip"));
        IDataView data = ColorImages.Data(_ml, 5);
        float[][] Embed(FeaturizeOptions options) => [.. _ml.Deep().Featurize(options).Fit(data).Transform(data).GetColumn<float[]>("Features")];
        Assert.Equal(Embed(new() { Network = network }), Embed(new() { NetworkPath = folder.File("network.zip") }));
    }

    [Fact]
    public void Options_that_do_not_fit_are_refused()
    {
        Network network = new ConvNet { Blocks = 1, Filters = 4 }.Build([16, 16, 3], 3, 1);
        Assert.Contains("Exactly one of", Assert.Throws<ArgumentException>(() => _ml.Deep().Featurize(new())).Message, StringComparison.Ordinal);
        Assert.Contains("no layer 'nope'; it has", Assert.Throws<ArgumentException>(() => _ml.Deep().Featurize(new() { Network = network, LayerName = "nope" })).Message, StringComparison.Ordinal);
        Assert.Contains("expected one image", Assert.Throws<ArgumentException>(() => _ml.Deep().Featurize(new() { Network = new Mlp().Build([4], 2) })).Message, StringComparison.Ordinal);
    }
}
