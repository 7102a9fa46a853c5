using System.IO.Compression;
using System.Text;
using System.Text.Json;
using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class TorchCheckpointTests
{
    private static readonly string[] s_sharedFiles = ["truncated", "evil_reduce", "evil_system", "missing_storage", "short_storage", "pickle_truncated", "pickle_memo_loop", "not_a_zip"];

    public static TheoryData<string> SharedFiles => [.. s_sharedFiles];

    public static TheoryData<string> Checkpoints => ["odd_tensors.pth", "odd_tensors_legacy.pth", "odd_nested.pth", "lenet_optdigits.pth"];

    [Theory]
    [InlineData("odd_tensors.pth")]
    [InlineData("odd_tensors_legacy.pth")]
    [InlineData("odd_nested.pth")]
    public void All_types_views_and_shared_storages_are_read(string file)
    {
        IReadOnlyDictionary<string, Tensor> tensors = TorchCheckpoint.Read(Repository.Golden(file));
        Assert.Equal(
            ["f32", "f64", "f16", "bf16", "i64", "i32", "u8", "i8", "bool", "scalar", "empty", "transposed_view", "slice_view", "shared_a", "shared_b"],
            tensors.Keys);
        GoldenCase golden = Golden.Case("models_io", "odd_tensors");
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (name == "i64") continue;
            GoldenArray expected = golden.Output(name);
            Assert.Equal(expected.Shape, tensor.Shape.ToArray());
            Assert.Equal(expected.Values, tensor.ToArray());
        }
        // 2^40 does not fit the golden format's integers.
        Assert.Equal([1, -2, 1099511627776, 7], tensors["i64"].ToArray());
        Assert.Equal([2, 2], tensors["i64"].Shape.ToArray());
    }

    [Theory]
    [InlineData("lenet_optdigits")]
    [InlineData("vgg11_bn_w4")]
    [InlineData("resnet18_w8")]
    [InlineData("odd_tensors")]
    public void A_checkpoint_and_its_safetensors_twin_are_equal(string name)
    {
        IReadOnlyDictionary<string, Tensor> torch = TorchCheckpoint.Read(Repository.Golden(name + ".pth")), twin = Safetensors.Read(Repository.Golden(name + ".safetensors"));
        Assert.Equal(twin.Keys.Order(), torch.Keys.Order());
        foreach ((string key, Tensor tensor) in torch) TestData.AssertSameBits(twin[key], tensor, key);
    }

    [Theory]
    [MemberData(nameof(SharedFiles))]
    public void A_hostile_file_is_refused_and_named(string name)
    {
        string path = Repository.SharedData("bad", "models", name + ".pth");
        Assert.StartsWith(path, Assert.Throws<InvalidDataException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_hostile_files_is_the_manifests()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Repository.SharedData("bad", "manifest.json")));
        IEnumerable<string> listed = manifest.RootElement.GetProperty("entries").EnumerateArray()
            .Where(e => e.GetProperty("expect").GetString() == "error")
            .Select(e => e.GetProperty("file").GetString()!)
            .Where(file => file.EndsWith(".pth", StringComparison.Ordinal));
        Assert.Equal(listed.Order(), s_sharedFiles.Select(name => $"models/{name}.pth").Order());
        IReadOnlyDictionary<string, Tensor> good = TorchCheckpoint.Read(Repository.SharedData("bad", "models", "ok.pth"));
        Assert.Equal([0, 1, 2, 3, 4, 5], good["w"].ToArray());
        Assert.Equal([2, 3], good["w"].Shape.ToArray());
        Assert.Equal([1, 1, 1], good["b"].ToArray());
    }

    [Fact]
    public void Code_is_refused_by_its_name()
    {
        byte[] system = PickleBytes.Start.Global("os", "system").Text("true").Raw(0x85).Op('R').Stop();
        Assert.Contains("refuses to run 'os.system'", Error(Zip(system)), StringComparison.Ordinal);
        byte[] print = new PickleBytes().Raw(0x80, 4).Raw(0x8c, 8).Op("builtins").Raw(0x8c, 5).Op("print").Raw(0x93).Op(')', 'R').Stop();
        Assert.Contains("refuses to run 'builtins.print'", Error(Zip(print)), StringComparison.Ordinal);
        Assert.Contains("0x81", Error(Zip(PickleBytes.Start.Global("collections", "OrderedDict").Op(')').Raw(0x81).Stop())), StringComparison.Ordinal);
        Assert.Contains("calls 'torch.FloatStorage'", Error(Zip(PickleBytes.Start.Global("torch", "FloatStorage").Op(')', 'R').Stop())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new long[] { 2, 2 }, new long[] { 2, 1 }, 1, "begins at 1 and ends at 4, outside of the storage's 4 numbers")]
    [InlineData(new long[] { 2, 2 }, new long[] { 2, 1 }, -1, "begins at -1")]
    [InlineData(new long[] { 2, -2 }, new long[] { 2, 1 }, 0, "shape [2, -2]")]
    [InlineData(new long[] { 2, 2 }, new long[] { 2, -1 }, 0, "stride -1")]
    [InlineData(new long[] { 2, 2 }, new long[] { 2 }, 0, "1 strides")]
    [InlineData(new long[] { 65536, 65536 }, new long[] { 0, 0 }, 0, "more than 2147483647 numbers")]
    [InlineData(new long[] { 2000000000 }, new long[] { 0 }, 0, "2000000000 numbers in a file of")]
    [InlineData(new long[] { 9223372036854775807, 2 }, new long[] { 0, 0 }, 0, "0 to 2147483647 is possible")]
    [InlineData(new long[] { 2147483647, 2147483647, 2147483647, 0 }, new long[] { 9223372036854775807, 9223372036854775807, 9223372036854775807, 1 }, 0, null)]
    [InlineData(new long[] { 2, 2 }, new long[] { 9223372036854775807, 9223372036854775807 }, 0, "outside of the storage's 4 numbers")]
    [InlineData(new long[] { 2, 3 }, new long[] { 1, 0 }, 2, null)]
    public void A_view_stays_within_its_storage(long[] sizes, long[] strides, long offset, string? expected)
    {
        byte[] file = Zip(PickleBytes.Start.Op('}', '(').Tensor("w", "0", 4, sizes, strides, offset).Op('u').Stop(), ("data/0", Floats(1, 2, 3, 4)));
        if (expected is not null) Assert.Contains(expected, Error(file), StringComparison.Ordinal);
        else if (sizes.Contains(0)) Assert.Equal(0, Read(file)["w"].Count);
        else Assert.Equal([3, 3, 3, 4, 4, 4], Read(file)["w"].ToArray());
    }

    [Fact]
    public void A_storage_must_be_there_and_long_enough()
    {
        byte[] pickle = PickleBytes.Start.Op('}', '(').Tensor("w", "0", 4, [2, 2], [2, 1]).Op('u').Stop();
        Assert.Contains("has no part 'any/data/0'", Error(Zip(pickle)), StringComparison.Ordinal);
        Assert.Contains("has 12 bytes for the storage '0', which needs 4 numbers of 4 bytes", Error(Zip(pickle, ("data/0", Floats(1, 2, 3)))), StringComparison.Ordinal);
        byte[] huge = PickleBytes.Start.Op('}', '(').Tensor("w", "0", long.MaxValue, [1], [1]).Op('u').Stop();
        Assert.Contains("has storages of 36893488147419103228 bytes in a file of", Error(Zip(huge, ("data/0", Floats(1)))), StringComparison.Ordinal);
        byte[] twice = PickleBytes.Start.Op('}', '(').Tensor("w", "0", 1, [1], [1]).Tensor("v", "0", 1, [1], [1], type: "HalfStorage").Op('u').Stop();
        Assert.Contains("describes the storage '0' in two ways", Error(Zip(twice, ("data/0", Floats(1)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_needs_a_name_of_text()
    {
        byte[] pickle = PickleBytes.Start.Op('}', '(').Tensor("w", "0", 1, [1], [1]).Raw((byte)'q', 1).Number(7).Raw((byte)'h', 1).Op('u').Stop();
        Assert.Contains("a tensor whose name is a number", Error(Zip(pickle, ("data/0", Floats(1)))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compressed_part_is_refused()
    {
        byte[] pickle = PickleBytes.Start.Op('}', '(').Tensor("w", "0", 250, [250], [1]).Op('u').Stop();
        Assert.Contains("compressed", Error(Zip(pickle, CompressionLevel.Optimal, ("data/0", Floats(new float[250])))), StringComparison.Ordinal);
    }

    [Fact]
    public void Pickles_that_break_off_or_mix_up_their_stack_are_refused()
    {
        (byte[] Pickle, string Expected)[] cases =
        [
            ([], "was cut: it needs 1 bytes at byte 0, 0 are left"),
            ([0x80, 0], "protocol 0"),
            (PickleBytes.Start.Raw((byte)'X', 255, 255, 255, 255).Stop(), "was cut: it needs 4294967295 bytes"),
            (PickleBytes.Start.Raw(0x8d, 255, 255, 255, 255, 255, 255, 255, 255).Stop(), "was cut: it needs 9223372036854775807 bytes"),
            (PickleBytes.Start.Op('X').Raw(1, 0, 0, 0, 0xff).Stop(), "text that is not UTF-8"),
            (PickleBytes.Start.Raw(0x8b, 0, 1, 0, 0).Stop(), "whole number of 256 bytes"),
            (PickleBytes.Start.Stop(), "ends with 0 values"),
            (PickleBytes.Start.Op('(', '}').Stop(), "1 values and 1 marks"),
            (PickleBytes.Start.Op('t').Stop(), "ends a list that it has not begun"),
            (PickleBytes.Start.Op('R').Stop(), "takes more values than it has"),
            (PickleBytes.Start.Op('}', '(', 's').Stop(), "takes more values than it has"),
            (PickleBytes.Start.Op('N', 'N', 'R').Stop(), "calls what is no known function"),
            (PickleBytes.Start.Op('N', 'N', 'a').Stop(), "changes a list where there is none"),
            (PickleBytes.Start.Op('}', '(', 'N', 'u').Stop(), "a key that has no value"),
            (PickleBytes.Start.Op(']', 'N', 'b').Stop(), "changes an OrderedDict where there is none"),
            (PickleBytes.Start.Raw((byte)'h', 7).Stop(), "recalls value 7"),
            (PickleBytes.Start.Raw((byte)'q', 7).Stop(), "remembers a value where there is none"),
            (PickleBytes.Start.Op('N', 'Q').Stop(), "no storage"),
            (PickleBytes.Start.Op('c').Op(new string('a', 2000)).Stop(), "name of more than 1024 bytes"),
            (PickleBytes.Start.Op(new string('(', 1_100_000)).Stop(), "more than 1048576 marks"),
            (PickleBytes.Start.Op(new string('N', 1_100_000)).Stop(), "more than 1048576 values on its stack"),
            (PickleBytes.Start.Op('N').Stop(), "holds None where a state dict"),
            (PickleBytes.Start.Op(')').Stop(), "holds a tuple where"),
            (PickleBytes.Start.Op('}').Text("epoch").Number(3).Op('s').Stop(), "holds a dict without tensors; its keys are 'epoch'"),
            (PickleBytes.Start.Op('}').Storage("0", 1).Number(3).Op('s').Stop(), "dict without tensors; its keys are a storage"),
            // One list, and then as often as one likes an OrderedDict of it: the result would grow by the square of the file.
            (PickleBytes.Start.Global("collections", "OrderedDict").Raw((byte)'q', 0).Op(']', '(').Op(']').Text("a").Op('a', 'N', 'a').Op('e', (char)0x85).Raw((byte)'q', 1).Op('R')
                .Raw((byte)'h', 0, (byte)'h', 1).Op('R').Stop(), "makes two OrderedDicts of one list"),
            (PickleBytes.Start.Op('N').Raw((byte)'r', 0, 0, 16, 0).Stop(), "remembers value 1048576; at most 1048576 are allowed"),
            (PickleBytes.Start.Op('N').Raw((byte)'q', 3, (byte)'h', 2).Stop(), "recalls value 2"),
        ];
        foreach ((byte[] pickle, string expected) in cases) Assert.Contains(expected, Error(Zip(pickle)), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_text_lists_and_dicts_beside_tensors_are_passed_over()
    {
        // What torch.save writes for Adam's state, and the attributes of a state dict, in protocols 2 and 4.
        PickleBytes pickle = new PickleBytes().Raw(0x80, 4).Raw(0x95, 0, 0, 0, 0, 0, 0, 0, 0).Op('}', '(')
            .Text("best").Op('G').Raw(0x3f, 0xe0, 0, 0, 0, 0, 0, 0)
            .Text("betas").Op(']', '(').Number(1).Raw((byte)'M', 1, 2).Raw((byte)'J', 1, 2, 3, 4).Op('e').Op('N', 'a')
            .Text("bytes").Raw((byte)'C', 2, 0, 255)
            .Text("ünï").Raw((byte)'K', 7, 0x85).Raw(0x94, (byte)'h', 0, 0x86)
            .Text("model").Global("collections", "OrderedDict").Op(')', 'R').Op('(')
            .Tensor("module.w", "0", 2, [2], [1]).Tensor("module.b", "0", 2, [], [], offset: 1)
            .Op('u').Op('}').Text("_metadata").Op('}', 's', 'b').Op('u');
        IReadOnlyDictionary<string, Tensor> tensors = Read(Zip(pickle.Stop(), ("data/0", Floats(5, 6))));
        Assert.Equal(["w", "b"], tensors.Keys);
        Assert.Equal([5, 6], tensors["w"].ToArray());
        Assert.Equal(6, tensors["b"].Item());
    }

    [Fact]
    public void A_prefix_stays_unless_all_tensors_have_it()
    {
        byte[] pickle = PickleBytes.Start.Op('}', '(').Tensor("module.w", "0", 1, [1], [1]).Tensor("head.w", "0", 1, [1], [1]).Op('u').Stop();
        Assert.Equal(["module.w", "head.w"], Read(Zip(pickle, ("data/0", Floats(1)))).Keys);
    }

    [Fact]
    public void A_parameter_and_a_tensor_under_two_names_are_tensors()
    {
        byte[] pickle = PickleBytes.Start.Op('}', '(').Tensor("w", "0", 1, [1], [1]).Raw((byte)'q', 1)
            .Text("tied").Raw((byte)'h', 1)
            .Text("parameter").Global("torch._utils", "_rebuild_parameter").Op('(').Raw((byte)'h', 1).Raw(0x88, (byte)'}').Op('t', 'R').Op('u').Stop();
        IReadOnlyDictionary<string, Tensor> tensors = Read(Zip(pickle, ("data/0", Floats(9))));
        Assert.Equal(3, tensors.Count);
        Assert.All(tensors.Values, tensor => Assert.Same(tensors["w"], tensor));
    }

    [Fact]
    public void A_dictionary_that_contains_itself_ends()
    {
        byte[] pickle = PickleBytes.Start.Op('}').Raw((byte)'q', 0).Text("model").Raw((byte)'h', 0).Op('s').Stop();
        Assert.Contains("holds a dict without tensors", Error(Zip(pickle)), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_zips_and_other_files_are_told_apart()
    {
        Assert.Contains("zip without data.pkl", Error(ZipOf([("network.json", "{}"u8.ToArray())])), StringComparison.Ordinal);
        Assert.Contains("more than one data.pkl", Error(ZipOf([("a/data.pkl", [1]), ("b/data.pkl", [1])])), StringComparison.Ordinal);
        Assert.Contains("big-endian", Error(Zip(PickleBytes.Start.Op('}').Stop(), ("byteorder", "big"u8.ToArray()))), StringComparison.Ordinal);
        Assert.Empty(Read(Zip(PickleBytes.Start.Op('}').Stop(), ("byteorder", "little"u8.ToArray()))));
        Assert.Contains("is not a PyTorch checkpoint", Error([]), StringComparison.Ordinal);
        Assert.Contains("is not a PyTorch checkpoint", Error("a text, not weights"u8.ToArray()), StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => TorchCheckpoint.Read(Path.Combine(Path.GetTempPath(), "none-such.pth")));
    }

    [Fact]
    public void Each_length_of_the_old_format_is_compared()
    {
        byte[] Legacy(byte[] content, byte[] keys, params byte[] numbers) =>
        [
            .. PickleBytes.Start.Raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).Stop(),
            .. PickleBytes.Start.Raw((byte)'M', 0xe9, 3).Stop(),
            .. PickleBytes.Start.Op('}').Text("little_endian").Raw(0x88, (byte)'s').Stop(),
            .. content,
            .. keys,
            .. numbers,
        ];
        byte[] content = PickleBytes.Start.Op('}', '(').Tensor("w", "a", 2, [2], [1]).Op('u').Stop();
        byte[] keys = PickleBytes.Start.Op(']').Text("a").Op('a').Stop();
        Assert.Equal([3, 4], Read(Legacy(content, keys, [.. BitConverter.GetBytes(2L), .. Floats(3, 4)]))["w"].ToArray());
        Assert.Contains("was cut: the storage 'a' has 2 numbers of 4 bytes, 4 bytes are left", Error(Legacy(content, keys, [.. BitConverter.GetBytes(2L), .. Floats(3)])), StringComparison.Ordinal);
        Assert.Contains("has -1 numbers in the storage 'a'", Error(Legacy(content, keys, [.. BitConverter.GetBytes(-1L), .. Floats(3)])), StringComparison.Ordinal);
        Assert.Contains("was cut before the storage 'a'", Error(Legacy(content, keys, 2, 0)), StringComparison.Ordinal);
        Assert.Contains("has no storage 'a'", Error(Legacy(content, PickleBytes.Start.Op(']').Stop())), StringComparison.Ordinal);
        Assert.Contains("lists a storage that no tensor has", Error(Legacy(content, PickleBytes.Start.Op(']').Text("b").Op('a').Stop())), StringComparison.Ordinal);
        byte[] view = PickleBytes.Start.Op('(').Text("storage").Global("torch", "FloatStorage").Text("a").Text("cpu").Number(2).Numbers(1, 2).Op('t', 'Q').Stop();
        Assert.Contains("a view of another", Error(Legacy(view, keys)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Checkpoints))]
    public void Damage_gives_a_result_or_one_kind_of_error(string file)
    {
        byte[] bytes = File.ReadAllBytes(Repository.Golden(file));
        var random = new Philox(5, 0);
        ulong draw = 0;
        for (int round = 0; round < 600; round++)
        {
            byte[] damaged = round % 3 == 0 ? bytes[..random.Integer(draw++, bytes.Length)] : [.. bytes];
            for (int flips = round % 3 == 0 ? 0 : 1 + random.Integer(draw++, 3); flips > 0; flips--)
            {
                // Most bits are numbers, in which a flip goes unnoticed: half of the flips hit the descriptions at both ends.
                int at = random.Integer(draw++, round % 2 == 0 ? bytes.Length : Math.Min(bytes.Length, 1600));
                if (round % 4 == 1) at = bytes.Length - 1 - at;
                damaged[at] ^= (byte)(1 << random.Integer(draw++, 8));
            }
            try
            {
                Assert.All(Read(damaged).Values, tensor => Assert.Equal(tensor.Shape.Count, tensor.ToArray().Length));
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith("the stream", e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static IReadOnlyDictionary<string, Tensor> Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        return TorchCheckpoint.Read(stream);
    }

    private static string Error(byte[] file)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(file)).Message;
        Assert.StartsWith("the stream", message, StringComparison.Ordinal);
        return message;
    }

    private static byte[] Floats(params float[] numbers) => [.. numbers.SelectMany(BitConverter.GetBytes)];

    private static byte[] Zip(byte[] pickle, params (string Name, byte[] Bytes)[] parts) => Zip(pickle, CompressionLevel.NoCompression, parts);

    private static byte[] Zip(byte[] pickle, CompressionLevel compression, params (string Name, byte[] Bytes)[] parts) =>
        ZipOf([("any/data.pkl", pickle), .. parts.Select(part => ("any/" + part.Name, part.Bytes))], compression);

    private static byte[] ZipOf((string Name, byte[] Bytes)[] parts, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach ((string name, byte[] bytes) in parts)
            {
                using Stream entry = zip.CreateEntry(name, compression).Open();
                entry.Write(bytes);
            }
        }
        return stream.ToArray();
    }
}
