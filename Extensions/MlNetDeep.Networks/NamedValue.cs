using System.Globalization;

namespace MlNetDeep.Networks;

/// <summary>The text form of a choice with numbers: <c>relu</c>, <c>leaky_relu(0.1)</c>, <c>elastic_net(0.01,0.001)</c>.</summary>
internal static class NamedValue
{
    public static string Format(string name, params ReadOnlySpan<float> values)
    {
        string[] texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++) texts[i] = values[i].ToString("R", CultureInfo.InvariantCulture);
        return $"{name}({string.Join(',', texts)})";
    }

    /// <summary>Splits a text into the name, in lower case, and the numbers; into the whole text and no numbers when it has no such form.</summary>
    public static (string Name, float[] Values) Parse(string text)
    {
        text = text.Trim().ToLowerInvariant();
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || text[^1] != ')') return (text, []);
        string[] parts = text[(open + 1)..^1].Split(',');
        float[] values = new float[parts.Length];
        for (int i = 0; i < parts.Length; i++)
            if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i])) return (text, []);
        return (text[..open], values);
    }
}
