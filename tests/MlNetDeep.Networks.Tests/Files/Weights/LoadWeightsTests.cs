using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public sealed class LoadWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_head_is_reported_and_the_rest_is_loaded()
    {
        Network network = LeNet(classes: 3);
        float[] head = network.GetWeight("fc2/kernel").Value.ToArray();
        LoadReport report = network.LoadWeights(Repository.Golden("lenet_optdigits.pth"), strict: false);
        Assert.False(report.IsComplete);
        Assert.Equal(["conv1/kernel", "conv1/bias", "conv2/kernel", "conv2/bias", "fc1/kernel", "fc1/bias"], report.Loaded);
        Assert.Equal([new WeightMismatch("fc2/kernel", "fc2.weight", [3, 84], [10, 84]), new WeightMismatch("fc2/bias", "fc2.bias", [3], [10])], report.Mismatched);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Unexpected);
        Assert.Equal(head, network.GetWeight("fc2/kernel").Value.ToArray());
        Assert.Equal(TorchCheckpoint.Read(Repository.Golden("lenet_optdigits.pth"))["conv1.bias"].ToArray(), network.GetWeight("conv1/bias").Value.ToArray());
        Assert.Equal("6 weights loaded\n2 of another shape: fc2.weight [10, 84] instead of [3, 84], fc2.bias [10] instead of [3]", report.ToString());
    }

    [Fact]
    public void Strict_loading_changes_all_or_nothing_and_lists_everything()
    {
        Network network = LeNet(classes: 3), before = network.Clone();
        string path = Repository.Golden("lenet_optdigits.pth");
        string message = Assert.Throws<InvalidDataException>(() => network.LoadWeights(path)).Message;
        Assert.StartsWith(path + " does not fit the network, which is unchanged", message, StringComparison.Ordinal);
        Assert.EndsWith("Of 8 weights 6 fit\n2 of another shape: fc2.weight [10, 84] instead of [3, 84], fc2.bias [10] instead of [3]", message, StringComparison.Ordinal);
        TestData.AssertSameBits(before, network);

        var dense = Network.Sequential([2], [new Dense(2) { Name = "fc" }]);
        var tensors = new Dictionary<string, Tensor> { ["fc.weight"] = Tensor.Zeros([2, 2]), ["head.weight"] = Tensor.Zeros([1]), ["bn.num_batches_tracked"] = Tensor.Zeros([]) };
        message = Assert.Throws<InvalidDataException>(() => dense.LoadWeights(tensors)).Message;
        Assert.EndsWith("Of 2 weights 1 fit\n1 missing in the file: fc/bias\n1 unexpected in the file: head.weight", message, StringComparison.Ordinal);
        LoadReport report = dense.LoadWeights(tensors, strict: false);
        Assert.Equal(["fc/kernel"], report.Loaded);
        Assert.Equal(["fc/bias"], report.Missing);
        Assert.Equal(["head.weight"], report.Unexpected);
        Assert.Equal([0, 0, 0, 0], dense.GetWeight("fc/kernel").Value.ToArray());
    }

    [Fact]
    public void Loading_keeps_what_is_trained_and_what_is_frozen()
    {
        Network network = LeNet(classes: 10);
        network.GetLayer("conv1").Frozen = true;
        network.LoadWeights(Repository.Golden("lenet_optdigits.safetensors"));
        Assert.False(network.GetWeight("conv1/kernel").Trainable);
        Assert.True(network.GetWeight("conv2/kernel").Trainable);
    }

    [Theory]
    [InlineData(WeightLayout.Network)]
    [InlineData(WeightLayout.Torch)]
    public void Saved_weights_load_into_the_same_graph(WeightLayout layout)
    {
        string path = _folder.File("weights.safetensors");
        Network network = TestData.ConvNet(1), other = TestData.ConvNet(2);
        network.SaveWeights(path, layout);
        Assert.True(other.LoadWeights(path).IsComplete);
        TestData.AssertSameBits(network, other);
        Assert.Equal(
            layout == WeightLayout.Network ? network.Weights.Select(weight => weight.Name)
            : ["conv2d.weight", "batch_norm.weight", "batch_norm.bias", "batch_norm.running_mean", "batch_norm.running_var", "conv2d_1.weight", "conv2d_1.bias", "dense.weight", "dense.bias"],
            Safetensors.Read(path).Keys);
    }

    [Fact]
    public void The_weights_of_a_network_file_are_loaded_whatever_its_name()
    {
        string path = _folder.File("bars.model");
        Network network = TestData.ConvNet(1), other = TestData.ConvNet(2);
        NetworkFile.Save(network, path);
        other.LoadWeights(path);
        TestData.AssertSameBits(network, other);
        network.SaveWeights(_folder.File("bars.weights"));
        TestData.ConvNet(3).LoadWeights(_folder.File("bars.weights"));
    }

    [Fact]
    public void A_file_without_weights_is_named()
    {
        string text = _folder.File("notes.txt"), cut = _folder.File("cut.safetensors"), zip = _folder.File("cut.pth");
        File.WriteAllText(text, "no weights");
        File.WriteAllBytes(cut, File.ReadAllBytes(Repository.Golden("lenet_optdigits.safetensors"))[..1000]);
        File.WriteAllBytes(zip, File.ReadAllBytes(Repository.Golden("lenet_optdigits.pth"))[..1000]);
        Network network = LeNet(classes: 10);
        Assert.StartsWith($"{text} has no weights", Assert.Throws<InvalidDataException>(() => network.LoadWeights(text)).Message, StringComparison.Ordinal);
        Assert.StartsWith(cut, Assert.Throws<InvalidDataException>(() => network.LoadWeights(cut)).Message, StringComparison.Ordinal);
        Assert.StartsWith(zip, Assert.Throws<InvalidDataException>(() => network.LoadWeights(zip)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => network.LoadWeights(_folder.File("none")));
        Assert.Contains("is 7", Assert.Throws<ArgumentOutOfRangeException>(() => network.SaveWeights(text, (WeightLayout)7)).Message, StringComparison.Ordinal);
    }

    private static Network LeNet(int classes) => Network.Sequential([8, 8, 1],
    [
        new Conv2D(6, 3) { Padding = Padding.Same, Activation = "relu", Name = "conv1" },
        new MaxPool2D(2),
        new Conv2D(16, 3) { Padding = Padding.Same, Activation = "relu", Name = "conv2" },
        new MaxPool2D(2),
        new Flatten(),
        new Dense(84) { Activation = "relu", Name = "fc1" },
        new Dense(classes) { Name = "fc2" },
    ]);
}
