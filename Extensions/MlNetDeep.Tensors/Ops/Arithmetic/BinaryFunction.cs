namespace MlNetDeep.Tensors;

/// <summary>The functions of two variables that a backend knows.</summary>
internal enum BinaryFunction
{
    Add,

    /// <summary>The sum, or zero where it is negative.</summary>
    AddRelu,
    Subtract,
    Multiply,
    Divide,
}
