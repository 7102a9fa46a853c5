using System.Globalization;
using System.Text;

namespace Microsoft.ML.Data;

/// <summary>How often each class is predicted for rows of each class.</summary>
public sealed class ConfusionMatrix
{
    private readonly double[][] _counts;
    private readonly string[] _names;

    internal ConfusionMatrix(double[][] counts, string[] names)
    {
        _counts = counts;
        _names = names;
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
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predictedClassIndicatorIndex, (uint)NumberOfClasses, nameof(predictedClassIndicatorIndex));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)actualClassIndicatorIndex, (uint)NumberOfClasses, nameof(actualClassIndicatorIndex));
        return _counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    /// <summary>The counts as a table for people to read, with recalls at the right and precisions below.</summary>
    public string GetFormattedConfusionTable()
    {
        string[] labels = NumberOfClasses > 10 || _names.Any(n => n.Length > 10)
            ? [.. _names.Select((n, i) => string.Create(CultureInfo.InvariantCulture, $"{i}. {(n.Length > 10 ? n[..10] : n)}"))]
            : _names;
        string[][] cells = [.. _counts.Select(row => row.Select(c => c.ToString("#,##0.##", CultureInfo.InvariantCulture)).ToArray())];
        int rowWidth = Math.Max("PREDICTED".Length, labels.Max(n => n.Length));
        int width = Math.Max(6, Math.Max(labels.Max(n => n.Length), cells.Max(row => row.Max(c => c.Length))));
        string rule = new('=', NumberOfClasses * (width + 2) + 8);
        string blank = new(' ', rowWidth);
        var text = new StringBuilder();
        text.Append("Confusion table").AppendLine();
        text.Append(blank).Append(" ||").Append(rule).AppendLine();
        text.Append("PREDICTED".PadRight(rowWidth)).Append(" ||");
        foreach (string label in labels) text.Append(label.PadLeft(width)).Append(" |");
        text.Append(" Recall").AppendLine();
        text.Append("TRUTH".PadRight(rowWidth)).Append(" ||").Append(rule).AppendLine();
        for (int i = 0; i < NumberOfClasses; i++)
        {
            text.Append(labels[i].PadLeft(rowWidth)).Append(" ||");
            foreach (string cell in cells[i]) text.Append(cell.PadLeft(width)).Append(" |");
            text.Append(string.Create(CultureInfo.InvariantCulture, $" {PerClassRecall[i]:F4}")).AppendLine();
        }
        text.Append(blank).Append(" ||").Append(rule).AppendLine();
        text.Append("Precision".PadRight(rowWidth)).Append(" ||");
        foreach (double precision in PerClassPrecision) text.Append(precision.ToString("F4", CultureInfo.InvariantCulture).PadLeft(width)).Append(" |");
        return text.AppendLine().ToString();
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
