using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class SafetensorsTests
{
    public static TheoryData<string> SharedFiles => [.. s_sharedFiles];

    private static readonly string[] s_sharedFiles =
    [
        "truncated", "header_length_huge", "header_length_past_eof", "header_not_json", "offset_out_of_range", "size_mismatch", "overlap",
        "negative_shape", "shape_overflow", "unknown_dtype", "inverted_offsets", "hole", "empty_file",
    ];

    [Theory]
    [MemberData(nameof(SharedFiles))]
    public void A_damaged_file_is_refused_and_named(string name)
    {
        string path = Repository.SharedData("bad", "models", name + ".safetensors");
        Assert.Contains(name, Assert.Throws<InvalidDataException>(() => Safetensors.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_damaged_files_is_the_manifests()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Repository.SharedData("bad", "manifest.json")));
        IEnumerable<string> listed = manifest.RootElement.GetProperty("entries").EnumerateArray()
            .Where(e => e.GetProperty("expect").GetString() == "error")
            .Select(e => e.GetProperty("file").GetString()!)
            .Where(file => file.EndsWith(".safetensors", StringComparison.Ordinal));
        Assert.Equal(listed.Order(), s_sharedFiles.Select(name => $"models/{name}.safetensors").Order());
    }

    [Fact]
    public void A_good_file_is_read()
    {
        IReadOnlyDictionary<string, Tensor> tensors = Safetensors.Read(Repository.SharedData("bad", "models", "ok.safetensors"));
        Assert.Equal([0, 1, 2, 3, 4, 5], tensors["w"].ToArray());
        Assert.Equal([2, 3], tensors["w"].Shape.ToArray());
        Assert.Equal([1, 1, 1], tensors["b"].ToArray());
    }

    [Fact]
    public void All_types_of_numbers_are_read()
    {
        // Written by the Python library; the same arrays as 32-bit floats were printed there.
        IReadOnlyDictionary<string, Tensor> tensors = Safetensors.Read(Repository.Golden("odd_tensors.safetensors"));
        Assert.Equal(15, tensors.Count);
        Assert.Equal([], tensors["scalar"].Shape.ToArray());
        Assert.Equal([0, 3], tensors["empty"].Shape.ToArray());
        Assert.Equal([4, 6], tensors["transposed_view"].Shape.ToArray());
        byte[] file = File.ReadAllBytes(Repository.Golden("odd_tensors.safetensors"));
        int start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        Assert.Equal([.. Enumerable.Range(0, 3).Select(i => (float)BitConverter.ToDouble(file, start + 24 + 8 * i))], tensors["f64"].ToArray());
        Assert.Equal([.. Enumerable.Range(0, 6).Select(i => (float)BitConverter.ToHalf(file, start + 48 + 2 * i))], tensors["f16"].ToArray());
        Assert.Equal([.. Enumerable.Range(0, 4).Select(i => BitConverter.Int32BitsToSingle(BitConverter.ToUInt16(file, start + 60 + 2 * i) << 16))], tensors["bf16"].ToArray());
        Assert.Equal([.. Enumerable.Range(0, 4).Select(i => (float)BitConverter.ToInt64(file, start + 68 + 8 * i))], tensors["i64"].ToArray());
        Assert.Equal([.. Enumerable.Range(0, 2).Select(i => (float)(sbyte)file[start + 110 + i])], tensors["i8"].ToArray());
        Assert.All(tensors["bool"].ToArray(), value => Assert.True(value is 0 or 1));
    }

    [Theory]
    [InlineData("F64", "0000000000000440", 2.5f)]
    [InlineData("F32", "00002040", 2.5f)]
    [InlineData("F16", "0041", 2.5f)]
    [InlineData("BF16", "2040", 2.5f)]
    [InlineData("I64", "FEFFFFFFFFFFFFFF", -2f)]
    [InlineData("U64", "FFFFFFFFFFFFFFFF", 18446744073709551615f)]
    [InlineData("I32", "FEFFFFFF", -2f)]
    [InlineData("U32", "FFFFFFFF", 4294967295f)]
    [InlineData("I16", "FEFF", -2f)]
    [InlineData("U16", "FEFF", 65534f)]
    [InlineData("I8", "FE", -2f)]
    [InlineData("U8", "FE", 254f)]
    [InlineData("BOOL", "01", 1f)]
    public void Each_type_of_number_becomes_the_nearest_float(string type, string hex, float expected)
    {
        byte[] number = Convert.FromHexString(hex);
        byte[] text = Encoding.UTF8.GetBytes($$"""{ "a": { "dtype": "{{type}}", "shape": [], "data_offsets": [0, {{number.Length}}] } }""");
        using var stream = new MemoryStream([.. BitConverter.GetBytes((long)text.Length), .. text, .. number]);
        Assert.Equal(expected, Safetensors.Read(stream)["a"].Item());
    }

    [Fact]
    public void Writing_and_reading_gives_the_same_bits() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<float[][]>(),
        arrays =>
        {
            var tensors = arrays.Select((values, i) => KeyValuePair.Create($"layer \"{i}\"/ä", Tensor.From(values, [values.Length]))).ToList();
            using var stream = new MemoryStream();
            Safetensors.Write(stream, tensors);
            stream.Position = 0;
            IReadOnlyDictionary<string, Tensor> read = Safetensors.Read(stream);
            Assert.Equal(tensors.Count, read.Count);
            foreach ((string name, Tensor tensor) in tensors) TestData.AssertSameBits(tensor, read[name], name);
        }));

    [Fact]
    public void Writing_the_same_name_twice_is_refused()
    {
        using var stream = new MemoryStream();
        Tensor tensor = Tensor.Zeros([1]);
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Safetensors.Write(stream, [new("a", tensor), new("a", tensor)])).Message, StringComparison.Ordinal);
        Assert.Contains("reserves", Assert.Throws<ArgumentException>(() => Safetensors.Write(stream, [new("__metadata__", tensor)])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[]""", "not a JSON object")]
    [InlineData("""{"a":3}""", "'a' is not described by a JSON object")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", "'a' has no dtype")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1]}}""", "'a' has no data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "'a' needs two data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", "1.5, which is not a whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", "not a whole number")]
    [InlineData("""{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,4]}}""", "not a whole number of 64 bits")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536],"data_offsets":[0,4]}}""", "more than 2147483647 numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775807,2],"data_offsets":[0,4]}}""", "a dimension of 9223372036854775807")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", "[-4, 0] that are no range")]
    [InlineData("""{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,4]}}""", "8 bytes, but 4 bytes of data")]
    [InlineData("""{}""", "has 4 bytes that belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "'a' twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "overlapping")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} trailing""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[[[[[[[[1]]]]]]]]]],"data_offsets":[0,4]}}""", "not valid JSON")]
    public void A_wrong_header_says_what_is_wrong(string header, string expected)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] bytes = [.. BitConverter.GetBytes((long)text.Length), .. text, 0, 0, 0, 0];
        using var stream = new MemoryStream(bytes);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => Safetensors.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_padding_and_empty_tensors_are_fine()
    {
        byte[] text = Encoding.UTF8.GetBytes("""{"__metadata__":{"format":"pt"},"e":{"dtype":"F32","shape":[0,9],"data_offsets":[4,4]},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}   """);
        byte[] bytes = [.. BitConverter.GetBytes((long)text.Length), .. text, .. BitConverter.GetBytes(2.5f)];
        using var stream = new MemoryStream(bytes);
        IReadOnlyDictionary<string, Tensor> tensors = Safetensors.Read(stream);
        Assert.Equal(2.5f, tensors["a"].Item());
        Assert.Equal(0, tensors["e"].Count);
    }

    [Fact]
    public void Every_cut_and_no_flip_but_in_numbers_or_names_goes_unnoticed_without_another_exception()
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, [new("kernel", TestData.Random([3, 4], 1)), new("bias", TestData.Random([4], 2))]);
        byte[] bytes = stream.ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            using var cut = new MemoryStream(bytes[..length]);
            Assert.Throws<InvalidDataException>(() => Safetensors.Read(cut));
        }
        for (int i = 0; i < bytes.Length * 8; i++)
        {
            byte[] flipped = [.. bytes];
            flipped[i / 8] ^= (byte)(1 << (i % 8));
            using var damaged = new MemoryStream(flipped);
            try
            {
                Assert.Equal(2, Safetensors.Read(damaged).Count);
            }
            catch (InvalidDataException)
            {
                // The only exception that a damaged file may raise.
            }
        }
    }
}
