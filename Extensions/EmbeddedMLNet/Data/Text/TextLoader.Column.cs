using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>A column and where it comes from.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The nesting is the interface of ML.NET.")]
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Fields are the interface of ML.NET.")]
    public sealed class Column
    {
        /// <summary>The name.</summary>
        public string Name = null!;

        /// <summary>The columns of the file.</summary>
        public Range[] Source = null!;

        /// <summary>Makes the column a key; null for none.</summary>
        public KeyCount? KeyCount;

        /// <summary>A column to fill in; its type is Single unless set.</summary>
        public Column()
        {
        }

        /// <summary>A single value.</summary>
        /// <param name="name">The name.</param>
        /// <param name="dataKind">The type.</param>
        /// <param name="index">The column of the file, from 0.</param>
        public Column(string name, DataKind dataKind, int index) : this(name, dataKind, [new Range(index)])
        {
        }

        /// <summary>A vector.</summary>
        /// <param name="name">The name.</param>
        /// <param name="dataKind">The type of its items.</param>
        /// <param name="minIndex">The first column of the file, from 0.</param>
        /// <param name="maxIndex">The last column of the file.</param>
        public Column(string name, DataKind dataKind, int minIndex, int maxIndex) : this(name, dataKind, [new Range(minIndex, maxIndex)])
        {
        }

        /// <summary>A value or a vector.</summary>
        /// <param name="name">The name.</param>
        /// <param name="dataKind">The type, or that of the items.</param>
        /// <param name="source">The columns of the file.</param>
        /// <param name="keyCount">Makes the column a key; null for none.</param>
        public Column(string name, DataKind dataKind, Range[] source, KeyCount? keyCount = null)
        {
            ArgumentNullException.ThrowIfNull(name);
            ArgumentNullException.ThrowIfNull(source);
            (Name, DataKind, Source, KeyCount) = (name, dataKind, source, keyCount);
        }

        /// <summary>The type of the value, or of the items of the vector.</summary>
        public DataKind DataKind { get; set; } = DataKind.Single;
    }
}
