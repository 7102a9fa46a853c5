using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>A range of columns of a file.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The nesting is the interface of ML.NET.")]
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Fields are the interface of ML.NET.")]
    public sealed class Range
    {
        /// <summary>The first index, from 0.</summary>
        public int Min;

        /// <summary>The last index; null is <see cref="Min"/> alone, or the end as <see cref="AutoEnd"/> and <see cref="VariableEnd"/> say.</summary>
        public int? Max;

        /// <summary>Whether the range goes to the last column, whose number is seen in the first lines.</summary>
        public bool AutoEnd;

        /// <summary>Whether the range goes to the end of each line, which makes a vector of variable size.</summary>
        public bool VariableEnd;

        /// <summary>Whether the range takes only columns that no other one takes.</summary>
        public bool AllOther;

        /// <summary>Whether the values are a vector even if it is only one.</summary>
        public bool ForceVector;

        /// <summary>The first column.</summary>
        public Range()
        {
        }

        /// <summary>One column.</summary>
        /// <param name="index">Its index, from 0.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is negative.</exception>
        public Range(int index)
        {
            if (index < 0) throw new ArgumentOutOfRangeException(nameof(index), "Must be non-negative");
            Min = index;
            Max = index;
        }

        /// <summary>Columns from one to another.</summary>
        /// <param name="min">The first index, from 0.</param>
        /// <param name="max">The last index; null is the last column.</param>
        /// <exception cref="ArgumentOutOfRangeException">An index is negative or the last is before the first.</exception>
        public Range(int min, int? max)
        {
            if (min < 0) throw new ArgumentOutOfRangeException(nameof(min), "Must be non-negative");
            if (max < min) throw new ArgumentOutOfRangeException(nameof(max), "If specified, must be greater than or equal to min");
            Min = min;
            Max = max;
            AutoEnd = max is null;
        }
    }
}
