namespace MlNetDeep.Networks;

/// <summary>A function or class that a pickle names. Only those of <see cref="TorchObjects"/> exist, and none of them runs code of the file.</summary>
internal sealed record PickleGlobal(string Name);
