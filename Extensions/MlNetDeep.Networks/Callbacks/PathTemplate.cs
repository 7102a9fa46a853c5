using System.Globalization;
using System.Text;

namespace MlNetDeep.Networks;

/// <summary>A path with fields for the epoch and its values, such as <c>{epoch:000}</c>; <c>{{</c> and <c>}}</c> stand for braces.</summary>
internal sealed class PathTemplate
{
    private readonly string _template;

    // A text, or the name of a field with its format.
    private readonly List<(string Text, bool IsField, string Format)> _parts = [];

    public PathTemplate(string template)
    {
        _template = template;
        var text = new StringBuilder();
        for (int i = 0; i < template.Length; i++)
        {
            char c = template[i];
            if (c is not ('{' or '}'))
            {
                text.Append(c);
            }
            else if (i + 1 < template.Length && template[i + 1] == c)
            {
                text.Append(c);
                i++;
            }
            else
            {
                int end = c == '{' ? template.IndexOf('}', i) : -1;
                if (end < 0) throw new ArgumentException($"the path '{template}' has an unpaired '{c}' at position {i}; fields are {{name}} or {{name:format}}, a brace is doubled");
                AddText(text);
                AddField(template[(i + 1)..end]);
                i = end;
            }
        }
        AddText(text);
    }

    /// <summary>The folder as far as it has no fields; empty for the current one.</summary>
    public string FixedFolder => Path.GetDirectoryName(_parts.Count > 0 && !_parts[0].IsField ? _parts[0].Text : "") ?? "";

    /// <summary>Throws when a field is none of the names.</summary>
    public void Check(IEnumerable<string> names)
    {
        foreach ((string name, bool isField, _) in _parts)
            if (isField && name != "epoch" && !names.Contains(name)) throw Unknown(name, names);
    }

    public string Fill(EpochResult result)
    {
        var path = new StringBuilder();
        foreach ((string text, bool isField, string format) in _parts)
        {
            IFormattable? value = !isField ? null
                : text == "epoch" ? (IFormattable)result.Epoch
                : result.Values.TryGetValue(text, out double number) ? number : throw Unknown(text, result.Values.Keys);
            path.Append(value?.ToString(format, CultureInfo.InvariantCulture) ?? text);
        }
        return path.ToString();
    }

    private void AddText(StringBuilder text)
    {
        if (text.Length > 0) _parts.Add((text.ToString(), false, ""));
        text.Clear();
    }

    private void AddField(string field)
    {
        int colon = field.IndexOf(':', StringComparison.Ordinal);
        (string name, string format) = colon < 0 ? (field, "") : (field[..colon], field[(colon + 1)..]);
        try
        {
            _ = (name == "epoch" ? (IFormattable)0 : 0.0).ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"the path '{_template}' has the field '{name}' with the format '{format}', which is none for {(name == "epoch" ? "a whole number" : "a number")}", e);
        }
        _parts.Add((name, true, format));
    }

    private ArgumentException Unknown(string name, IEnumerable<string> names) =>
        new($"the path '{_template}' has the field '{name}', but an epoch reports epoch, {string.Join(", ", names)}");
}
