using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>Understands a field as a value.</summary>
/// <returns>False when it cannot; the value is then the missing one of its type, or the default where there is none.</returns>
internal delegate bool ParseField<T>(ReadOnlySpan<char> field, out T value);

/// <summary>How fields become values of each type.</summary>
internal static class FieldParser
{
    private const string InfinitySymbol = "∞";

    // Powers that a double holds exactly: with a mantissa below 2^53 the quotient is rounded once, as it should be.
    private static readonly double[] s_powers = [.. Enumerable.Range(0, 23).Select(i => double.Parse($"1e{i}", CultureInfo.InvariantCulture))];

    /// <summary>The parser of a column; texts are made strings, equal ones in a row the same string.</summary>
    public static ParseField<T> For<T>(PrimitiveDataViewType type, TextFormat format) => (ParseField<T>)Create(type, format);

    /// <summary>Whether a type has a missing value, which fields that cannot be understood become.</summary>
    public static bool HasMissing(PrimitiveDataViewType type) => type is KeyDataViewType || type.RawType == typeof(float) || type.RawType == typeof(double);

    public static bool IsReal(PrimitiveDataViewType type) => type is NumberDataViewType && HasMissing(type);

    private static Delegate Create(PrimitiveDataViewType type, TextFormat format)
    {
        Type raw = type.RawType;
        bool comma = format.DecimalMarker == ',', missing = format.MissingRealsAsNaNs;
        if (type is KeyDataViewType key)
        {
            ulong count = key.Count;
            return raw == typeof(byte) ? Key<byte>(count) : raw == typeof(ushort) ? Key<ushort>(count) : raw == typeof(uint) ? Key<uint>(count) : Key<ulong>(count);
        }
        if (raw == typeof(float))
        {
            return (ParseField<float>)((ReadOnlySpan<char> field, out float value) =>
            {
                bool good = TryReal(field, comma, missing, out double real, out bool exact);
                // What was not read in one step is rounded once more by its own parser, and rightly.
                value = exact || !good ? (float)real : float.Parse(comma ? WithPoint(field) : field, Numbers, CultureInfo.InvariantCulture);
                return good;
            });
        }
        if (raw == typeof(double)) return (ParseField<double>)((ReadOnlySpan<char> field, out double value) => TryReal(field, comma, missing, out value, out _));
        if (raw == typeof(ReadOnlyMemory<char>)) return new TextCache().Parse;
        if (raw == typeof(bool)) return (ParseField<bool>)TryBoolean;
        if (raw == typeof(sbyte)) return (ParseField<sbyte>)TryInteger;
        if (raw == typeof(byte)) return (ParseField<byte>)TryInteger;
        if (raw == typeof(short)) return (ParseField<short>)TryInteger;
        if (raw == typeof(ushort)) return (ParseField<ushort>)TryInteger;
        if (raw == typeof(int)) return (ParseField<int>)TryInteger;
        if (raw == typeof(uint)) return (ParseField<uint>)TryInteger;
        if (raw == typeof(long)) return (ParseField<long>)TryInteger;
        if (raw == typeof(ulong)) return (ParseField<ulong>)TryInteger;
        if (raw == typeof(TimeSpan)) return (ParseField<TimeSpan>)((ReadOnlySpan<char> field, out TimeSpan value) => TimeSpan.TryParse(field, CultureInfo.InvariantCulture, out value) || field.IsWhiteSpace());
        if (raw == typeof(DateTime))
            return (ParseField<DateTime>)((ReadOnlySpan<char> field, out DateTime value) => DateTime.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value) || field.IsWhiteSpace());
        return (ParseField<DateTimeOffset>)((ReadOnlySpan<char> field, out DateTimeOffset value) => DateTimeOffset.TryParse(field, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value) || field.IsWhiteSpace());
    }

    private const NumberStyles Numbers = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    private static ParseField<T> Key<T>(ulong count) where T : IBinaryInteger<T> => (ReadOnlySpan<char> field, out T value) =>
    {
        // Keys are counted from 0 in files and from 1 in memory, where 0 is missing.
        bool good = ulong.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out ulong index) && index < count;
        value = good ? T.CreateTruncating(index + 1) : T.Zero;
        return good || field.IsEmpty;
    };

    private static bool TryInteger<T>(ReadOnlySpan<char> field, out T value) where T : IBinaryInteger<T>
    {
        value = T.Zero;
        if (field.IsEmpty) return true;
        NumberStyles styles = T.IsNegative(T.Zero - T.One) ? NumberStyles.AllowLeadingSign : NumberStyles.None;
        return field[0] != '+' && T.TryParse(field, styles, CultureInfo.InvariantCulture, out value!);
    }

    private static bool TryBoolean(ReadOnlySpan<char> field, out bool value)
    {
        value = false;
        if (field.Length > 5) return false;
        Span<char> lower = stackalloc char[5];
        lower = lower[..field.ToLowerInvariant(lower)];
        switch (lower)
        {
            case "t" or "y" or "1" or "+" or "+1" or "yes" or "true":
                return value = true;
            case "" or "f" or "n" or "0" or "-" or "-1" or "no" or "false":
                return true;
            default:
                return false;
        }
    }

    private static bool TryReal(ReadOnlySpan<char> field, bool comma, bool emptyIsMissing, out double value, out bool exact)
    {
        exact = true;
        field = field.Trim();
        if (field.IsEmpty)
        {
            value = emptyIsMissing ? double.NaN : 0;
            return true;
        }
        if (TryShort(field, comma ? ',' : '.', out value)) return true;
        exact = false;
        if (TryLong(comma ? WithPoint(field) : field, out value, ref exact)) return true;
        (value, exact) = (double.NaN, true);
        return field is "?" || field.Equals("NaN", StringComparison.OrdinalIgnoreCase);
    }

    // The usual case: a few digits with a point. All else is for the general parser.
    private static bool TryShort(ReadOnlySpan<char> field, char point, out double value)
    {
        const int mostDigits = 15;
        value = 0;
        bool negative = field[0] == '-';
        int at = negative || field[0] == '+' ? 1 : 0, digits = 0, decimals = -1;
        long mantissa = 0;
        for (; at < field.Length; at++)
        {
            char c = field[at];
            if (char.IsAsciiDigit(c))
            {
                mantissa = 10 * mantissa + (c - '0');
                digits++;
                if (decimals >= 0) decimals++;
            }
            else if (c == point && decimals < 0) decimals = 0;
            else return false;
        }
        if (digits is 0 or > mostDigits) return false;
        value = decimals > 0 ? mantissa / s_powers[decimals] : mantissa;
        if (negative) value = -value;
        return true;
    }

    private static bool TryLong(ReadOnlySpan<char> field, out double value, ref bool exact)
    {
        value = 0;
        if (field.IsEmpty) return false;
        ReadOnlySpan<char> unsigned = field[0] is '-' or '+' ? field[1..] : field;
        if (unsigned is InfinitySymbol or "Infinity")
        {
            (value, exact) = (field[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity, true);
            return true;
        }
        return unsigned.Length > 0 && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.') && double.TryParse(field, Numbers, CultureInfo.InvariantCulture, out value);
    }

    private static ReadOnlySpan<char> WithPoint(ReadOnlySpan<char> field) =>
        field.Contains('.') ? "" : field.ToString().Replace(',', '.').AsSpan();

    /// <summary>
    /// Makes strings of texts. Values of a column repeat more often than not, so the last ones are kept and handed out again: who
    /// keeps a value keeps a string that nobody changes.
    /// </summary>
    private sealed class TextCache
    {
        private const int Size = 256;

        private readonly string?[] _recent = new string?[Size];

        public ParseField<ReadOnlyMemory<char>> Parse => TryText;

        private bool TryText(ReadOnlySpan<char> field, out ReadOnlyMemory<char> value)
        {
            if (field.IsEmpty)
            {
                value = default;
                return true;
            }
            ref string? recent = ref _recent[(field.Length * 31 + field[0] * 7 + field[^1] * 3 + field[field.Length / 2]) & (Size - 1)];
            if (recent is null || !field.SequenceEqual(recent)) recent = field.ToString();
            value = recent.AsMemory();
            return true;
        }
    }
}
