using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Transforms;

/// <summary>Values of text: what a conversion makes of it. Empty text is zero.</summary>
internal static class TextParser
{
    private const NumberStyles RealStyles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>A number with a fraction; NaN for text that is none.</summary>
    public static T Real<T>(ReadOnlyMemory<char> text)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<char> span = text.Span.Trim();
        if (span.IsEmpty) return T.Zero;
        bool signed = span[0] is '-' or '+';
        ReadOnlySpan<char> digits = signed ? span[1..] : span;
        if (digits is "∞" or "Infinity") return span[0] == '-' ? T.NegativeInfinity : T.PositiveInfinity;
        bool number = digits.Length > 0 && (char.IsAsciiDigit(digits[0]) || digits[0] == '.');
        return number && T.TryParse(span, RealStyles, CultureInfo.InvariantCulture, out T value) ? value : T.NaN;
    }

    /// <summary>An integer with a sign, of digits only.</summary>
    /// <exception cref="InvalidOperationException">The text is none, or of more bits.</exception>
    public static T Signed<T>(ReadOnlyMemory<char> text, string name)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (text.IsEmpty) return T.Zero;
        ReadOnlySpan<char> digits = text.Span[0] == '-' ? text.Span[1..] : text.Span;
        if (AreDigits(digits) && T.TryParse(text.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value)) return value;
        throw new InvalidOperationException($"Value could not be parsed from text to {name}.");
    }

    /// <summary>An integer without a sign; zero for text that is none, or of more bits.</summary>
    public static T Unsigned<T>(ReadOnlyMemory<char> text)
        where T : struct, IBinaryInteger<T> =>
        AreDigits(text.Span) && T.TryParse(text.Span, NumberStyles.None, CultureInfo.InvariantCulture, out T value) ? value : T.Zero;

    /// <summary>A truth value; false for text that is none.</summary>
    public static bool Boolean(ReadOnlyMemory<char> text)
    {
        foreach (string word in (ReadOnlySpan<string>)["t", "y", "1", "+", "+1", "yes", "true"])
            if (text.Span.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
