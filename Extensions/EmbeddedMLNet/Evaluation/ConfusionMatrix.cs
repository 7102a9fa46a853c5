using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>How often each class is predicted for rows of each class.</summary>
public sealed class ConfusionMatrix
{
    private const string PredictedTitle = "PREDICTED";

    private readonly double[][] _counts;
    private readonly string[] _names;
    private readonly bool _isBinary;

    internal ConfusionMatrix(double[][] counts, string[] names, bool isBinary)
    {
        _counts = counts;
        _names = names;
        _isBinary = isBinary;
        PerClassRecall = [.. counts.Select((row, i) => Ratio(row[i], row.Sum()))];
        PerClassPrecision = [.. counts.Select((row, i) => Ratio(row[i], counts.Sum(r => r[i])))];
    }

    /// <summary>For each class, the part of its predictions that is right; 0 when it is never predicted.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>For each class, the part of its rows that is predicted; 0 when it has none.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>The counts: a list for each true class, of the rows predicted as each class.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts => _counts;

    /// <summary>The number of classes.</summary>
    public int NumberOfClasses => _counts.Length;

    /// <summary>The number of rows of a class that are predicted as a class.</summary>
    /// <param name="predictedClassIndicatorIndex">The predicted class, from 0.</param>
    /// <param name="actualClassIndicatorIndex">The true class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        CheckIndex(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        CheckIndex(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return _counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    /// <summary>The counts as a table for people to read, with recalls at the right and precisions below.</summary>
    public string GetFormattedConfusionTable()
    {
        int width = NumberOfClasses == 2 ? 8 : 5, longest = _names.Max(name => name.Length);
        // Names that are longer than a column give way to numbers, which then stand before the names of the lines.
        int digits = longest > width ? Text(NumberOfClasses - 1).Length : 0;
        int left = Math.Max(PredictedTitle.Length, digits == 0 ? longest : longest + digits + 2);
        string rule = string.Concat(Enumerable.Repeat(new string('=', width + 3), NumberOfClasses));
        string Head(string title) => title.PadRight(left) + " ||";

        var text = new StringBuilder();
        if (NumberOfClasses == 2 && _isBinary) text.Append(Ratio());
        text.AppendLine().AppendLine("Confusion table").Append(Head("")).AppendLine(rule).Append(Head(PredictedTitle));
        for (int i = 0; i < NumberOfClasses; i++) text.Append(' ').Append((digits > 0 ? Text(i) : _names[i]).PadLeft(width)).Append(" |");
        text.AppendLine(" Recall").Append(Head("TRUTH")).AppendLine(rule);
        for (int i = 0; i < NumberOfClasses; i++)
        {
            text.Append(digits > 0 ? $"{Text(i).PadLeft(digits)}. {_names[i].PadLeft(left - digits - 2)}" : _names[i].PadLeft(left)).Append(" ||");
            foreach (double count in _counts[i]) text.Append(' ').Append(count.ToString("N0", CultureInfo.InvariantCulture).PadLeft(width)).Append(" |");
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $" {PerClassRecall[i],5:F4}"));
        }
        text.Append(Head("")).AppendLine(rule).Append(Head("Precision"));
        foreach (double precision in PerClassPrecision) text.Append(precision.ToString("N4", CultureInfo.InvariantCulture).PadLeft(width + 1)).Append(" |");
        return text.AppendLine().ToString();
    }

    private string Ratio()
    {
        double positives = _counts[0].Sum(), negatives = _counts[1].Sum();
        return string.Create(CultureInfo.InvariantCulture, $"TEST {_names[0].ToUpperInvariant()} RATIO:\t{positives / (positives + negatives):N4} ({positives:F1}/({positives:F1}+{negatives:F1}))");
    }

    private void CheckIndex(int index, string parameter)
    {
        if ((uint)index >= (uint)NumberOfClasses) throw new ArgumentOutOfRangeException(parameter, "Invalid index. Should be non-negative, less than the number of classes.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
