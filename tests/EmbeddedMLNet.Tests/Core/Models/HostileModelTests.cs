using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Core.Models;

public sealed class HostileModelTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Vectors_of_vectors_without_end_are_refused() =>
        Assert.Throws<FormatException>(() => TypeCodec.Read(new BinaryReader(new MemoryStream([.. Enumerable.Repeat((byte)8, 1_000_000)]))));

    [Fact]
    public void A_count_larger_than_what_is_left_is_refused_before_memory_is_taken()
    {
        byte[] bytes = [0xFF, 0xFF, 0xFF, 0x7F, 1, 2, 3];
        Assert.Throws<FormatException>(() => new BinaryReader(new MemoryStream(bytes)).ReadCount(1));
        Assert.Throws<FormatException>(() => new BinaryReader(new MemoryStream([0xFF, 0xFF, 0xFF, 0xFF])).ReadCount(1));
    }

    [Fact]
    public void A_vector_longer_than_its_type_is_refused()
    {
        Assert.False(ValueCodec.Fits(new VBuffer<int>(3, [1, 2, 3]), new VectorDataViewType(NumberDataViewType.Int32, 2)));
        Assert.True(ValueCodec.Fits(new VBuffer<int>(3, [1, 2, 3]), new VectorDataViewType(NumberDataViewType.Int32)));
        Assert.True(ValueCodec.Fits(3, NumberDataViewType.Int32));
    }

    [Fact]
    public void Chains_nested_too_deeply_are_refused()
    {
        ITransformer model = new TransformerChain<ITransformer>();
        for (int i = 0; i < 100; i++) model = new TransformerChain<ITransformer>(model);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, null, stream);
        Assert.Contains("levels deep", Assert.Throws<FormatException>(() => _ml.Model.Load(stream, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_that_expands_beyond_reason_is_refused()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("TransformerChain/Model.key").Open();
            entry.Write(new byte[100]);
        }
        // The sizes stand in the central directory, 24 bytes after its signature.
        byte[] bytes = stream.ToArray();
        int directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.TryWriteBytes(bytes.AsSpan(directory + 24), 0x7FFFFFF0);
        var e = Assert.Throws<FormatException>(() => _ml.Model.Load(new MemoryStream(bytes), out _));
        Assert.Contains("claims 2147483632 bytes", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../evil")]
    [InlineData("/tmp/evil.dll")]
    [InlineData("")]
    [InlineData("No.Such.Assembly")]
    public void An_assembly_that_the_host_does_not_have_is_never_looked_for(string name) =>
        Assert.Null(_ml.ComponentCatalog.Find(typeof(SignatureLoadModel), "Nothing", name));

    [Fact]
    public void An_assembly_may_be_registered_twice()
    {
        _ml.ComponentCatalog.RegisterAssembly(typeof(HostileModelTests).Assembly);
        _ml.ComponentCatalog.RegisterAssembly(typeof(HostileModelTests).Assembly);
    }
}
