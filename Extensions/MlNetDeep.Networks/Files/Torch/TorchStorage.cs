namespace MlNetDeep.Networks;

/// <summary>An array of numbers in a checkpoint that one or more tensors are views of, as the pickle describes it.</summary>
/// <param name="Key">The name in the file.</param>
/// <param name="DataType">The type of number.</param>
/// <param name="Count">How many numbers there should be; the file may have fewer.</param>
internal sealed record TorchStorage(string Key, SafetensorsDataType DataType, long Count);
