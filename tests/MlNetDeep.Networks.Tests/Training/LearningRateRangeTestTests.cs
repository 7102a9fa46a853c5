using System.Xml.Linq;

namespace MlNetDeep.Networks.Tests;

public class LearningRateRangeTestTests
{
    private static LearningRateRangeTest Run(Network network, LearningRateRangeOptions? options = null) =>
        LearningRateRangeTest.Run(network, new SoftmaxCrossEntropy(), rate => new Sgd(rate), TestData.Blobs(120, 3, 1), options ?? new LearningRateRangeOptions { Lowest = 1e-4f, Highest = 1e4f, Steps = 80 });

    [Fact]
    public void It_finds_a_rate_that_trains_and_leaves_the_network_as_it_was()
    {
        Network network = Network.Sequential([2], [new Dense(16), new BatchNorm { Activation = "relu" }, new Dense(3)], seed: 1);
        Network before = network.Clone();
        LearningRateRangeTest test = Run(network);
        TestData.AssertSameBits(before, network);
        Assert.InRange(test.Suggestion, 1e-3f, 5);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(test.Suggestion));
        trainer.Fit(TestData.Blobs(120, 3, 1));
        Assert.True(trainer.Evaluate(TestData.Blobs(90, 3, 2)).Accuracy > 0.9);
    }

    [Fact]
    public void Rates_grow_by_the_same_factor_until_the_loss_explodes()
    {
        LearningRateRangeTest test = Run(TestData.Mlp(2, 3));
        Assert.Equal(1e-4f, test.Points[0].Rate, 1e-9f);
        double factor = Math.Pow(1e8, 1.0 / 79);
        foreach ((LearningRatePoint a, LearningRatePoint b) in test.Points.Zip(test.Points.Skip(1))) Assert.Equal(factor, b.Rate / a.Rate, 1e-3);
        Assert.Equal(test.Points[0].Loss, test.Points[0].Smoothed, 1e-9);
        Assert.Equal((0.9 * test.Points[0].Loss + test.Points[1].Loss) / 1.9, test.Points[1].Smoothed, 1e-9);
    }

    [Fact]
    public void A_negative_loss_does_not_count_as_exploding()
    {
        Network network = Network.Sequential([2], [new Dense(8) { Activation = "tanh" }, new Dense(2)], seed: 1);
        var data = new TensorDataset(TestData.Random([64, 2], 1), TestData.Random([64, 2], 1));   // to reproduce the input
        var test = LearningRateRangeTest.Run(network, new CosineSimilarityLoss(), rate => new Sgd(rate), data, new LearningRateRangeOptions { Lowest = 1e-5f, Highest = 1, Steps = 60 });
        Assert.True(test.Points[^1].Smoothed < 0);
        Assert.Equal(60, test.Points.Count);
    }

    [Fact]
    public void The_plot_is_an_svg()
    {
        string path = Path.GetTempFileName();
        Run(TestData.Mlp(2, 3)).SavePlot(path);
        Assert.Equal("svg", XDocument.Load(path).Root!.Name.LocalName);
        File.Delete(path);
    }

    [Fact]
    public void Options_out_of_range_are_refused() => Assert.Contains(
        "Highest must be finite and above Lowest, is 1E-08",
        Assert.Throws<ArgumentOutOfRangeException>(() => Run(TestData.Mlp(2, 3), new LearningRateRangeOptions { Highest = 1e-8f })).Message,
        StringComparison.Ordinal);
}
