using System.Buffers.Binary;
using System.Text;

namespace MlNetDeep.Networks.Tests;

/// <summary>Writes pickles for tests, byte by byte, right and wrong ones.</summary>
internal sealed class PickleBytes
{
    private readonly List<byte> _bytes = [];

    public static PickleBytes Start => new PickleBytes().Raw(0x80, 2);

    public PickleBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public PickleBytes Op(params ReadOnlySpan<char> codes)
    {
        foreach (char code in codes) _bytes.Add((byte)code);
        return this;
    }

    public PickleBytes Text(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        return Op('X').Raw(BitConverter.GetBytes(utf8.Length)).Raw(utf8);
    }

    public PickleBytes Number(long number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Raw(0x8a, 8).Raw(bytes);
    }

    public PickleBytes Global(string module, string name) => Op('c').Raw(Encoding.ASCII.GetBytes($"{module}\n{name}\n"));

    public PickleBytes Numbers(params long[] numbers)
    {
        Op('(');
        foreach (long number in numbers) Number(number);
        return Op('t');
    }

    /// <summary>A key and a tensor, between a dict's mark and its end.</summary>
    public PickleBytes Tensor(string name, string storage, long storageCount, long[] sizes, long[] strides, long offset = 0, string type = "FloatStorage") => Text(name)
        .Global("torch._utils", "_rebuild_tensor_v2").Op('(')
        .Storage(storage, storageCount, type).Number(offset).Numbers(sizes).Numbers(strides).Raw(0x89).Global("collections", "OrderedDict").Op(')', 'R')
        .Op('t', 'R');

    public PickleBytes Storage(string key, long count, string type = "FloatStorage") =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Op('t', 'Q');

    public byte[] Stop() => [.. _bytes, (byte)'.'];
}
