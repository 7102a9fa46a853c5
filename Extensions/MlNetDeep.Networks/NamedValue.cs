using System.Globalization;

namespace MlNetDeep.Networks;

/// <summary>The text form of a choice with at most one number: <c>relu</c>, <c>leaky_relu(0.1)</c>, <c>constant(0.5)</c>.</summary>
internal static class NamedValue
{
    public static string Format(string name, float value) => $"{name}({value.ToString("R", CultureInfo.InvariantCulture)})";

    public static (string Name, float? Value) Parse(string text)
    {
        text = text.Trim().ToLowerInvariant();
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || text[^1] != ')') return (text, null);
        return float.TryParse(text.AsSpan(open + 1, text.Length - open - 2), NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            ? (text[..open], value)
            : (text, null);
    }
}
