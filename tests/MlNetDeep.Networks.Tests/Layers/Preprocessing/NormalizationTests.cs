using System.Text;
using System.Text.RegularExpressions;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class NormalizationTests
{
    [Fact]
    public void Adapted_data_has_mean_0_and_variance_1()
    {
        Tensor data = TestData.Random([50, 4, 3], 1, -5, 20);
        for (int i = 0; i < data.Count; i += 3) data.Span[i] = (data.Span[i] * 1e-3f) + 1000;
        var layer = Normalization.Adapted(data);
        Tensor output = layer.Predict(data);
        for (int f = 0; f < 3; f++)
        {
            double[] feature = [.. Enumerable.Range(0, 200).Select(i => (double)output.Span[(i * 3) + f])];
            Assert.Equal(0, feature.Average(), 2e-2);
            Assert.Equal(1, feature.Average(v => v * v), 2e-2);
            double[] raw = [.. Enumerable.Range(0, 200).Select(i => (double)data.Span[(i * 3) + f])];
            double mean = raw.Average(), variance = raw.Average(v => (v - mean) * (v - mean));
            Assert.Equal((float)mean, layer.Mean[f]);
            Assert.Equal(variance, layer.Variance[f], 1e-6 * variance);
        }
        Tensor back = (layer with { Invert = true }).Predict(output);
        for (int i = 0; i < data.Count; i++) Assert.Equal(data.Span[i], back.Span[i], 1e-3f);
    }

    [Fact]
    public void Adapting_to_a_data_set_reads_it_in_parts()
    {
        Tensor first = TestData.Random([600, 2], 1), second = TestData.Random([600, 3, 2], 2, 5, 6);
        var data = new TensorDataset([first, second]);
        foreach ((Normalization whole, Normalization parts) in new[] { (Normalization.Adapted(first), Normalization.Adapted(data)), (Normalization.Adapted(second), Normalization.Adapted(data, 1)) })
        {
            for (int f = 0; f < 2; f++)
            {
                Assert.Equal(whole.Mean[f], parts.Mean[f], 1e-6f);
                Assert.Equal(whole.Variance[f], parts.Variance[f], 1e-6f);
            }
        }
    }

    [Fact]
    public void Large_numbers_close_together_keep_their_variance()
    {
        // Sums of squares of these in float, and even their difference in double, would lose the variance of 1.
        var layer = Normalization.Adapted(Tensor.From([16_000_000, 16_000_002], [2, 1]));
        Assert.Equal(new Normalization(16_000_001, 1), layer);
        Assert.Equal([-1, 1], layer.Predict(Tensor.From([16_000_000, 16_000_002], [2, 1])).ToArray());
    }

    [Fact]
    public void A_constant_feature_is_moved_and_not_divided()
    {
        var layer = Normalization.Adapted(Tensor.From([0.1f, 1, 0.1f, 3, 0.1f, 5], [3, 2]));
        Assert.Equal(0, layer.Variance[0]);
        float[] output = layer.Predict(Tensor.From([0.1f, 3, 0.6f, 3], [2, 2])).ToArray();
        Assert.Equal([0, 0, 0.5f, 0], output);
    }

    [Fact]
    public void A_network_with_it_takes_raw_numbers_after_loading()
    {
        Tensor data = TestData.Random([20, 3], 4, 100, 200);
        Network network = Network.Sequential([3], [Normalization.Adapted(data), new Dense(2)]);
        using var stream = new MemoryStream();
        NetworkFile.Save(network, stream);
        stream.Position = 0;
        Network loaded = NetworkFile.Load(stream);
        Assert.Equal(network.GetLayer("normalization").Layer with { Name = "normalization" }, loaded.GetLayer("normalization").Layer);
        Assert.Equal(network.Predict(data).ToArray(), loaded.Predict(data).ToArray());
    }

    [Fact]
    public void What_it_cannot_adapt_to_is_refused()
    {
        AssertRefused("Normalization: feature 1 of sample 2 is NaN; numbers must be finite", () => Normalization.Adapted(Tensor.From([0, 0, 1, 1, 2, float.NaN], [3, 2])));
        Tensor infinite = Tensor.Zeros([300, 2, 2]);
        infinite.Span[(290 * 4) + 3] = float.NegativeInfinity;
        AssertRefused("Normalization: feature 1 of sample 290 is -Infinity; numbers must be finite", () => Normalization.Adapted(new TensorDataset([infinite])));
        AssertRefused("Normalization: there is nothing to adapt to in 0 samples of shape [3]", () => Normalization.Adapted(Tensor.Zeros([0, 3])));
        AssertRefused("Normalization: expects data of shape [N, ..., features]; received [3]", () => Normalization.Adapted(Tensor.Zeros([3])));
        AssertRefused("Normalization: expects samples with at least one axis", () => Normalization.Adapted(new TensorDataset([Tensor.Zeros([3])])));
        AssertRefused("Normalization: the samples have 1 inputs; there is no input 1", () => Normalization.Adapted(TestData.Xor(), 1));

        static void AssertRefused(string message, Action action) => Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_it_cannot_take_is_refused()
    {
        new Normalization(float.NaN, 1).Refuses([3], "Mean must be finite, is NaN");
        new Normalization(0, [1, -1]).Refuses([2], "Variance must be finite and at least 0, is [1, -1]");
        new Normalization([1, 2], 1).Refuses([3], "expects 2 features, one for each number of Mean; received [3]");
        new Normalization(0, [1, 2]).Refuses([3], "expects 2 features, one for each number of Variance; received [3]");
        new Normalization(0, 1).Refuses([], "expects at least one axis; received []");
    }

    [Fact]
    public void Numbers_in_files_are_checked()
    {
        string json = Encoding.UTF8.GetString(NetworkJson.Write(Network.Sequential([2], [new Normalization(0, [1, 2])])));
        string empty = Regex.Replace(json, @"""variance"": \[[^\]]*\]", "\"variance\": []");
        Assert.NotEqual(json, empty);
        string message = Assert.Throws<InvalidDataException>(() => NetworkJson.Read(Encoding.UTF8.GetBytes(empty), "the file")).Message;
        Assert.Contains("numbers per channel are written as one number or as an array of at least one", message, StringComparison.Ordinal);
    }
}
