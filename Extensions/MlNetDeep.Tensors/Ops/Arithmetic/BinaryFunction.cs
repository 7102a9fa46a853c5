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

    /// <summary>The larger number; a NaN wins.</summary>
    Maximum,

    /// <summary>The smaller number; a NaN wins.</summary>
    Minimum,

    // Comparisons give 1 where they hold and 0 elsewhere, with a NaN as IEEE 754 says.
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
