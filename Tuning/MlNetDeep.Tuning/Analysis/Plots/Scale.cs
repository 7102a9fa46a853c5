namespace MlNetDeep.Tuning;

/// <summary>Maps what an axis shows to places from 0, its beginning, to 1, its end.</summary>
internal abstract class Scale
{
    /// <summary>The place of a value; NaN when it cannot be shown.</summary>
    public abstract double Place(double value);

    /// <summary>The values to write at the axis: few enough not to touch each other.</summary>
    public abstract IReadOnlyList<(double Place, string Text)> Ticks { get; }

    /// <summary>The scale of a parameter: its whole range, and what trials had beside it.</summary>
    public static Scale Of(ParameterColumn column)
    {
        if (column.Distribution is ChoiceDistribution choices) return new CategoryScale([.. choices.Choices.Select(PlotText.Choice)]);
        (double low, double high, bool isLog) = column.Distribution is IntDistribution ints ? (ints.Low, ints.High, ints.Log) : Range((FloatDistribution)column.Distribution);
        return new NumberScale([low, high, .. column.Values], isLog, isWhole: column.Distribution is IntDistribution);
    }

    private static (double Low, double High, bool IsLog) Range(FloatDistribution floats) => (floats.Low, floats.High, floats.Log);
}
