using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

/// <summary>Types of values in files and conversions.</summary>
[SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "The values are the interface of ML.NET.")]
[SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "The type is the interface of ML.NET.")]
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The names are the interface of ML.NET.")]
public enum DataKind : byte
{
    /// <summary>An integer of 8 bits with a sign.</summary>
    SByte = 1,

    /// <summary>An integer of 8 bits.</summary>
    Byte = 2,

    /// <summary>An integer of 16 bits with a sign.</summary>
    Int16 = 3,

    /// <summary>An integer of 16 bits.</summary>
    UInt16 = 4,

    /// <summary>An integer of 32 bits with a sign.</summary>
    Int32 = 5,

    /// <summary>An integer of 32 bits.</summary>
    UInt32 = 6,

    /// <summary>An integer of 64 bits with a sign.</summary>
    Int64 = 7,

    /// <summary>An integer of 64 bits.</summary>
    UInt64 = 8,

    /// <summary>A number of 32 bits.</summary>
    Single = 9,

    /// <summary>A number of 64 bits.</summary>
    Double = 10,

    /// <summary>Text.</summary>
    String = 11,

    /// <summary>True or false.</summary>
    Boolean = 12,

    /// <summary>A duration.</summary>
    TimeSpan = 13,

    /// <summary>A date and time.</summary>
    DateTime = 14,

    /// <summary>A date and time with the offset from UTC.</summary>
    DateTimeOffset = 15,
}
