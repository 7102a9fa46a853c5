using System.Diagnostics.CodeAnalysis;

namespace Microsoft.ML.Data;

public sealed partial class TextLoader
{
    /// <summary>How a text file is read.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The nesting is the interface of ML.NET.")]
    [SuppressMessage("Design", "CA1051:Do not declare visible instance fields", Justification = "Fields are the interface of ML.NET.")]
    public class Options
    {
        /// <summary>Whether fields may be quoted: separators within quotes do not separate, and two quotes are one.</summary>
        public bool AllowQuoting;

        /// <summary>Whether lines may be sparse: the number of further columns, then <c>index:value</c> for those that are not default.</summary>
        public bool AllowSparse;

        /// <summary>The number of columns of the file; null is seen in the lines.</summary>
        public int? InputSize;

        /// <summary>The characters that separate fields.</summary>
        public char[] Separators = ['\t'];

        /// <summary>What begins the decimals of a number: . or ,</summary>
        public char DecimalMarker = '.';

        /// <summary>The columns; null takes them from the file, or Label and Features of all lines.</summary>
        public Column[]? Columns;

        /// <summary>Whether white space at the ends of lines is left out.</summary>
        public bool TrimWhitespace;

        /// <summary>Whether the first line names the columns.</summary>
        public bool HasHeader;

        /// <summary>Whether lines are read ahead on another thread.</summary>
        public bool UseThreads = true;

        /// <summary>Whether quoted fields may hold line ends.</summary>
        public bool ReadMultilines;

        /// <summary>A file whose first line names the columns; null for none.</summary>
        public string? HeaderFile;

        /// <summary>The most rows to read; null is all.</summary>
        public long? MaxRows;

        /// <summary>Within quotes, makes the next quote one of the value.</summary>
        public char EscapeChar = '"';

        /// <summary>Whether empty fields of numbers are missing (NaN) instead of 0.</summary>
        public bool MissingRealsAsNaNs;

        /// <summary>The defaults.</summary>
        public Options()
        {
        }
    }
}
