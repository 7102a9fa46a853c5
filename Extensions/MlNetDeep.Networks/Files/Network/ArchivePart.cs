using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A named part of a <see cref="CheckpointArchive"/>: JSON or safetensors, by its extension.</summary>
internal sealed record ArchivePart(string Name, Action<Stream> Write)
{
    public static ArchivePart Json(string name, byte[] utf8) => new(name, stream => stream.Write(utf8));

    public static ArchivePart Tensors(string name, IEnumerable<KeyValuePair<string, Tensor>> tensors) => new(name, stream => Safetensors.Write(stream, tensors));
}
