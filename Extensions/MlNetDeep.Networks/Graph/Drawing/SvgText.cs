using System.Globalization;
using System.Text;
using System.Xml;

namespace MlNetDeep.Networks;

/// <summary>Texts and numbers of a drawing.</summary>
internal static class SvgText
{
    public static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Replaces what XML cannot hold, such as control characters and halves of surrogate pairs.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool valid = rune.Utf16SequenceLength > 1 || XmlConvert.IsXmlChar((char)rune.Value);
            clean.Append(valid ? rune.ToString() : "\uFFFD");
        }
        return clean.ToString();
    }

    /// <summary>An estimate of the width in pixels, rather too large, as the font of the reader is not known.</summary>
    public static double Width(string text, double size) => size * text.EnumerateRunes().Sum(WidthOf);

    /// <summary>Leaves out the middle of a text that is too wide: both ends of a layer's name tell something.</summary>
    public static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width) return text;
        Rune[] runes = [.. text.EnumerateRunes()];
        double room = width / size - 1;
        int head = 0, tail = runes.Length;
        while (head < tail)
        {
            room -= WidthOf(runes[head]);
            if (room < 0) break;
            head++;
            if (head == tail) break;
            room -= WidthOf(runes[tail - 1]);
            if (room < 0) break;
            tail--;
        }
        return string.Concat(runes[..head]) + "…" + string.Concat(runes[tail..]);
    }

    private static double WidthOf(Rune rune) => rune.Value switch
    {
        >= 0x1100 => 1.05,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.95,
        'i' or 'j' or 'l' or '.' or ',' or '[' or ']' or ' ' or '\'' or '|' => 0.38,
        >= 'A' and <= 'Z' => 0.72,
        _ => 0.62,
    };
}
