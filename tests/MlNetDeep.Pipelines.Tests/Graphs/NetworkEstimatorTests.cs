using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Tests.Conformance;

namespace MlNetDeep.Pipelines.Tests.Graphs;

public sealed class NetworkEstimatorTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void A_graph_without_labels_scores_as_it_is()
    {
        IDataView data = Sample.View(_ml, 10);
        Node place = Network.Input([2], "place");
        var network = new Network(place, place.Apply(new Dense(3) { Name = "out" }), seed: 1);
        DeepTransformer model = _ml.Deep().Network(new NetworkOptions { Network = network, Inputs = [new("place", "Place")], Outputs = [new("out", "Vector")] }).Fit(data);
        float[][] places = [.. data.GetColumn<float[]>("Place")], scores = [.. model.Transform(data).GetColumn<float[]>("Vector")];
        for (int i = 0; i < places.Length; i++)
            Assert.Equal(network.Predict(Tensors.Tensor.From(places[i], [1, 2])).Span.ToArray(), scores[i], (x, y) => Math.Abs(x - y) < 1e-5);
    }

    [Fact]
    public void The_graph_of_the_options_stays_as_it_is_and_other_outputs_are_kept()
    {
        IDataView data = Sample.View(_ml, 100);
        Node place = Network.Input([2], "place");
        Node hidden = place.Apply(new Dense(8) { Name = "hidden", Activation = "tanh" });
        var network = new Network([place], [hidden, hidden.Apply(new Dense(2) { Name = "amounts" })], seed: 1);
        IReadOnlyDictionary<string, float[]> before = network.GetWeights();
        var options = new NetworkOptions
        {
            Network = network,
            Inputs = [new("place", "Place")],
            Outputs = [new("hidden", "Hidden"), new("amounts", "Score") { LabelColumnName = "Amounts" }],
            Epochs = 30,
            BatchSize = 16,
            LearningRate = 0.02,
            Seed = 1,
        };
        IDataView scored = _ml.Deep().Network(options).Fit(data).Transform(data);
        Assert.Equal("Vector<Single, 8>", scored.Schema["Hidden"].Type.ToString());
        double error = scored.GetColumn<float[]>("Amounts").Zip(scored.GetColumn<float[]>("Score"), (truth, score) => Math.Abs(truth[0] - score[0])).Average();
        Assert.True(error < 2, $"error {error}, of numbers around -10 and 10");
        Assert.All(network.GetWeights(), pair => Assert.Equal(before[pair.Key], pair.Value));
    }

    [Fact]
    public void Bindings_that_do_not_fit_are_refused()
    {
        Node place = Network.Input([2], "place");
        var network = new Network(place, place.Apply(new Dense(2) { Name = "out" }), seed: 1);
        Assert.Contains("Network is null", Assert.Throws<ArgumentException>(() => _ml.Deep().Network(new())).Message, StringComparison.Ordinal);
        Assert.Contains("Inputs binds 'x'; the network has 'place'", Assert.Throws<ArgumentException>(() => _ml.Deep().Network(new() { Network = network, Inputs = [new("x", "Place")], Outputs = [new("out", "Y")] })).Message, StringComparison.Ordinal);
        var wide = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Deep().Network(new() { Network = network, Inputs = [new("place", "Window")], Outputs = [new("out", "Y")] }).Fit(Sample.View(_ml)));
        Assert.Contains("Schema mismatch for input column 'Window': expected 2 numbers", wide.Message, StringComparison.Ordinal);
        var label = Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Deep().Network(new() { Network = network, Inputs = [new("place", "Place")], Outputs = [new("out", "Y") { LabelColumnName = "Amount" }] }).Fit(Sample.View(_ml)));
        Assert.Contains("Schema mismatch for label column 'Amount': expected 2 numbers for the output 'out' [2], got Single", label.Message, StringComparison.Ordinal);
    }
}
