namespace MlNetDeep.Tensors;

/// <summary>The functions of two variables that a backend knows.</summary>
internal enum BinaryFunction
{
    Add,
    Subtract,
    Multiply,
    Divide,
}
