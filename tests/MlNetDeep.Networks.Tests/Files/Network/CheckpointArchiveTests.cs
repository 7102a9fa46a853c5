using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace MlNetDeep.Networks.Tests;

public class CheckpointArchiveTests
{
    [Fact]
    public void Parts_come_back_in_any_order_and_equal_parts_give_equal_bytes()
    {
        byte[] bytes = Write(), again = Write();
        Assert.Equal(bytes, again);
        using CheckpointArchive archive = CheckpointArchive.Read(new MemoryStream(bytes), "the file");
        TestData.AssertSameBits(TestData.Random([3, 2], 1), archive.ReadTensors("optimizer.safetensors")["m"]);
        Assert.Equal("{\"epoch\":3}", Encoding.UTF8.GetString(archive.ReadBytes("training.json", 100)));
        Assert.True(archive.Has("training.json"));
        Assert.False(archive.Has("random.json"));
    }

    [Fact]
    public void Every_part_is_covered_by_the_checksum()
    {
        byte[] bytes = Write();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] flipped = [.. bytes];
            flipped[i] ^= (byte)(1 << (i % 8));
            Assert.StartsWith("the file ", Assert.Throws<InvalidDataException>(() => CheckpointArchive.Read(new MemoryStream(flipped), "the file")).Message, StringComparison.Ordinal);
            Assert.StartsWith("the file ", Assert.Throws<InvalidDataException>(() => CheckpointArchive.Read(new MemoryStream(bytes[..i]), "the file")).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_part_that_is_missing_too_long_or_no_tensors_is_named()
    {
        using CheckpointArchive archive = CheckpointArchive.Read(new MemoryStream(Write()), "the file");
        Assert.Equal("the file has no part 'other'", Assert.Throws<InvalidDataException>(() => archive.ReadBytes("other", 10)).Message);
        Assert.Equal("the file has a part 'training.json' of 11 bytes; at most 10 are allowed", Assert.Throws<InvalidDataException>(() => archive.ReadBytes("training.json", 10)).Message);
        Assert.StartsWith("the file, training.json has a header of", Assert.Throws<InvalidDataException>(() => archive.ReadTensors("training.json")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_part_with_a_right_checksum_is_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (Stream entry = zip.CreateEntry("zeros.json", CompressionLevel.Optimal).Open()) entry.Write(new byte[1000]);
            zip.Comment = "sha256:" + new string('0', 64);
        }
        byte[] bytes = stream.ToArray();
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(..^71)))).CopyTo(bytes, bytes.Length - 64);
        using CheckpointArchive archive = CheckpointArchive.Read(new MemoryStream(bytes), "the file");
        Assert.Contains("'zeros.json' that is compressed", Assert.Throws<InvalidDataException>(() => archive.ReadBytes("zeros.json", 2000)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_parts_with_one_name_are_refused() => Assert.Contains(
        "'a'",
        Assert.Throws<ArgumentException>(() => CheckpointArchive.Write(new MemoryStream(), [ArchivePart.Json("a", []), ArchivePart.Json("a", [])])).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_plain_network_has_two_parts_and_says_nothing_of_freezing()
    {
        Network network = Network.Sequential([2], [new Flatten()]);
        using var stream = new MemoryStream();
        NetworkFile.Save(network, stream);
        using var zip = new ZipArchive(stream);
        Assert.Equal(["network.json", "weights.safetensors"], zip.Entries.Select(entry => entry.FullName));
        using var reader = new StreamReader(zip.GetEntry("network.json")!.Open());
        Assert.DoesNotContain("frozen", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Frozen_layers_stay_frozen_in_a_file()
    {
        Network network = TestData.ConvNet();
        network.GetLayer("batch_norm").Frozen = true;
        network.GetLayer("conv2d").Frozen = true;
        network.GetLayer("conv2d").LearningRateFactor = 0.25f;
        using var stream = new MemoryStream();
        NetworkFile.Save(network, stream);
        stream.Position = 0;
        Network loaded = NetworkFile.Load(stream);
        Assert.Equal(network.Layers.Select(layer => layer.Frozen), loaded.Layers.Select(layer => layer.Frozen));
        Assert.Equal(network.Layers.Select(layer => layer.LearningRateFactor), loaded.Layers.Select(layer => layer.LearningRateFactor));
        Assert.Equal(network.TrainableParameterCount, loaded.TrainableParameterCount);
        Assert.False(loaded.GetWeight("conv2d/kernel").Trainable);
    }

    private static byte[] Write()
    {
        using var stream = new MemoryStream();
        CheckpointArchive.Write(stream,
        [
            ArchivePart.Json("training.json", "{\"epoch\":3}"u8.ToArray()),
            ArchivePart.Tensors("optimizer.safetensors", [KeyValuePair.Create("m", TestData.Random([3, 2], 1))]),
        ]);
        return stream.ToArray();
    }
}
