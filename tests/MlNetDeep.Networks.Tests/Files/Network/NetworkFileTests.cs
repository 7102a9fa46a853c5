using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public sealed class NetworkFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("networkfile").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trained_network_predicts_the_same_after_loading()
    {
        Network network = TestData.ConvNet();
        new Trainer(network, new SoftmaxCrossEntropy(), new Adam()).Fit(TestData.Bars(40, 1), new TrainingOptions { Epochs = 2 });
        string path = Path.Combine(_folder, "bars.network");
        NetworkFile.Save(network, path);
        NetworkFile.Save(network, path);
        Network loaded = NetworkFile.Load(path);
        TestData.AssertSameBits(network, loaded);
        Tensor batch = TestData.Random([7, 8, 8, 1], 3);
        TestData.AssertSameBits(network.Predict(batch), loaded.Predict(batch));
        Assert.Equal([path], Directory.GetFiles(_folder));
        new Trainer(loaded, new SoftmaxCrossEntropy(), new Adam()).Fit(TestData.Bars(40, 1), new TrainingOptions { Epochs = 1 });
    }

    [Fact]
    public void A_graph_with_shared_layers_and_several_inputs_and_outputs_round_trips()
    {
        Node a = Network.Input([4], "left"), b = Network.Input([4]);
        var shared = new Dense(3) { Activation = "elu(0.7)", BiasInitializer = "constant(0.5)" };
        Node x = shared.Call(a), y = shared.Call(b);
        var network = new Network([b, a], [new Concatenate().Call(x, y), new Add().Call(y, x).Apply(new Dropout(0.4f))]);
        Network loaded = NetworkFile.Load(new MemoryStream(Bytes(network)));
        Assert.Equal(network.Summary(), loaded.Summary());
        Tensor[] batch = [TestData.Random([5, 4], 1), TestData.Random([5, 4], 2)];
        var training = new ForwardContext(Training: true, Seed: 5, Step: 6);
        foreach ((Tensor expected, Tensor actual) in network.Predict(batch).Concat(network.Forward(batch, training)).Zip(loaded.Predict(batch).Concat(loaded.Forward(batch, training))))
            TestData.AssertSameBits(expected, actual);
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes() => Assert.Equal(Bytes(TestData.ConvNet(3)), Bytes(TestData.ConvNet(3)));

    [Fact]
    public void Any_zip_tool_and_any_safetensors_reader_can_read_it()
    {
        Network network = TestData.ConvNet();
        using var zip = new ZipArchive(new MemoryStream(Bytes(network)));
        using Stream weights = zip.GetEntry("weights.safetensors")!.Open();
        Assert.Equal(network.Weights.Select(w => w.Name), Safetensors.Read(weights).Keys);
    }

    [Fact]
    public void Every_cut_and_every_flipped_bit_is_one_clear_error()
    {
        byte[] bytes = Bytes(Network.Sequential([2], [new Dense(2)]));
        for (int length = 0; length < bytes.Length; length++)
        {
            using var cut = new MemoryStream(bytes[..length]);
            Assert.StartsWith("the network ", Assert.Throws<InvalidDataException>(() => NetworkFile.Load(cut)).Message, StringComparison.Ordinal);
        }
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] flipped = [.. bytes];
            flipped[i] ^= (byte)(1 << (i % 8));
            using var damaged = new MemoryStream(flipped);
            Assert.StartsWith("the network ", Assert.Throws<InvalidDataException>(() => NetworkFile.Load(damaged)).Message, StringComparison.Ordinal);
        }
        using var longer = new MemoryStream([.. bytes, 0]);
        Assert.Throws<InvalidDataException>(() => NetworkFile.Load(longer));
    }

    [Fact]
    public void A_damaged_file_is_named()
    {
        string path = Path.Combine(_folder, "m.network");
        byte[] bytes = Bytes(TestData.ConvNet());
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Equal($"{path} is damaged: its contents do not have the SHA-256 checksum at its end", Assert.Throws<InvalidDataException>(() => NetworkFile.Load(path)).Message);
        File.WriteAllText(path, "weights?");
        Assert.StartsWith($"{path} is not a network file", Assert.Throws<InvalidDataException>(() => NetworkFile.Load(path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => NetworkFile.Load(Path.Combine(_folder, "none")));
    }

    [Theory]
    [InlineData("\"type\": \"dense\"", "\"type\": \"System.Diagnostics.Process\"", "unknown type 'System.Diagnostics.Process'")]
    [InlineData("\"version\": 1", "\"version\": 2", "version 2; this program reads version 1")]
    [InlineData("MlNetDeep.Network", "Other.Network", "format 'Other.Network'")]
    [InlineData("\"units\": 2", "\"units\": 3", "weight 'dense/kernel' of shape [2, 2]; its layer needs [2, 3]")]
    [InlineData("\"units\": 2", "\"units\": 2147483647", "more than 2147483647 elements")]
    [InlineData("\"units\": 2", "\"units\": -2", "Units must be at least 1, is -2")]
    [InlineData("\"units\": 2", "\"units\": 2, \"unit\": 1", "'unit'")]
    [InlineData("\"units\": 2,", "", "units")]
    [InlineData("\"linear\"", "\"linea\"", "'linea' is not an activation")]
    [InlineData("\"linear\"", "null", "activation")]
    [InlineData("\"zeros\"", "\"zero\"", "'zero' is not an initializer")]
    [InlineData("\"shape\": [", "\"shape\": [0,", "axes of at least 1")]
    [InlineData("\"layer\": \"dense\"", "\"layer\": \"dens\"", "'dens', which is not listed")]
    [InlineData("\"name\": \"dense\"", "\"name\": \"input\"", "two layers have the name 'input'")]
    [InlineData("\"outputs\": [\n    1", "\"outputs\": [\n    7", "node 7 is used before it is listed")]
    [InlineData("\"outputs\": [\n    1", "\"outputs\": [\n    -1", "node -1 is used")]
    [InlineData("\"useBias\": true", "\"useBias\": false", "has 2 weights; its layers need 1")]
    [InlineData("\"useBias\": true", "\"useBias\": 1", "not valid")]
    [InlineData("\"name\": \"dense\"", "\"name\": null", "not valid")]
    [InlineData("\"layers\": [", "\"layers\": [ null,", "layer 0 is null")]
    [InlineData("\"nodes\": [", "\"nodes\": [ null,", "node 0 is null")]
    public void A_forged_graph_with_a_right_checksum_is_refused(string from, string to, string expected)
    {
        byte[] forged = Forge(Bytes(Network.Sequential([2], [new Dense(2)])), from, to);
        string message = Assert.Throws<InvalidDataException>(() => NetworkFile.Load(new MemoryStream(forged))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unregistered_layer_cannot_be_saved_and_the_error_says_what_to_do()
    {
        string path = Path.Combine(_folder, "own.network");
        Network network = Network.Sequential([2], [new Unregistered()]);
        string message = Assert.Throws<InvalidOperationException>(() => NetworkFile.Save(network, path)).Message;
        Assert.Contains("call LayerRegistry.Register<Unregistered>(\"name\")", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_name_in_the_registry_is_not_taken_over() =>
        Assert.Contains("'dense' is taken", Assert.Throws<ArgumentException>(() => LayerRegistry.Register<Unregistered>("dense")).Message, StringComparison.Ordinal);

    private static byte[] Bytes(Network network)
    {
        using var stream = new MemoryStream();
        NetworkFile.Save(network, stream);
        return stream.ToArray();
    }

    private static byte[] Forge(byte[] file, string from, string to)
    {
        string graph;
        byte[] weights;
        using (var zip = new ZipArchive(new MemoryStream(file)))
        {
            using var reader = new StreamReader(zip.GetEntry("network.json")!.Open());
            graph = reader.ReadToEnd();
            using var copy = new MemoryStream();
            using (Stream entry = zip.GetEntry("weights.safetensors")!.Open()) entry.CopyTo(copy);
            weights = copy.ToArray();
        }
        Assert.Contains(from, graph, StringComparison.Ordinal);
        int at = graph.IndexOf(from, StringComparison.Ordinal);
        graph = graph[..at] + to + graph[(at + from.Length)..];

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream entry = zip.CreateEntry("network.json", CompressionLevel.NoCompression).Open()) entry.Write(Encoding.UTF8.GetBytes(graph));
            using (Stream entry = zip.CreateEntry("weights.safetensors", CompressionLevel.NoCompression).Open()) entry.Write(weights);
            zip.Comment = "sha256:" + new string('0', 64);
        }
        byte[] bytes = stream.ToArray();
        string checksum = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(..^71)));
        return [.. bytes[..^71], .. Encoding.ASCII.GetBytes(checksum)];
    }

    private sealed record Unregistered : Layer
    {
        public override Shape OutputShape(IReadOnlyList<Shape> inputs) => Single(inputs);

        public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context) => inputs[0];
    }
}
