using System.Globalization;
using System.Text;

namespace MlNetDeep.Tuning;

/// <summary>How plots and reports write numbers and names.</summary>
internal static class PlotText
{
    /// <summary>Four digits: what a reader compares by eye.</summary>
    public static string Number(double value) => value.ToString(Math.Abs(value) is >= 1e5 or < 1e-3 && value != 0 ? "0.###e0" : "G4", CultureInfo.InvariantCulture);

    public static string Choice(object? choice) => choice switch
    {
        null => "null",
        "" => "\"\"",
        string text => text,
        double number => Number(number),
        _ => Scalar.Describe(choice),
    };

    public static string Value(ParameterValue parameter) => Choice(parameter.Value);

    /// <summary>A part of a file's name: letters, digits, dots, dashes and underscores; all else becomes a dash.</summary>
    public static string FileName(string name)
    {
        var safe = new StringBuilder(name.Length);
        foreach (char c in name) safe.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '.' ? c : '-');
        return safe.ToString();
    }
}
