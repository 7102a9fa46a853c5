namespace MlNetDeep.Networks;

/// <summary>A line of a <see cref="LineChart"/>.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="Points">The points from left to right; those that are not finite interrupt the line.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    /// <summary>True for a dashed line, for example for validation beside training; false by default.</summary>
    public bool Dashed { get; init; }

    /// <summary>Makes a line of values at 1, 2, 3, ...: the course of a value over epochs.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="values">The values, for example <c>history["val_loss"]</c>.</param>
    /// <returns>The line.</returns>
    public static ChartSeries Of(string name, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new ChartSeries(name, [.. values.Select((value, i) => (i + 1.0, value))]);
    }
}
