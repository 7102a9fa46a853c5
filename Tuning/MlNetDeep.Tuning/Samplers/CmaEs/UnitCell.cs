namespace MlNetDeep.Tuning;

/// <summary>The part of [0, 1] that a discrete distribution maps to one value.</summary>
internal readonly record struct UnitCell(double Low, double High)
{
    /// <summary>The cell that a number lies in; null where any value is possible.</summary>
    public static UnitCell? Around(Distribution distribution, double unit)
    {
        if (double.IsPositiveInfinity(distribution.Count)) return null;
        if (distribution is IntDistribution { Log: true, Step: 1 } range)
        {
            // Half a unit belongs to each integer on both sides, on the logarithmic scale.
            double value = range.FromUnit(Math.Clamp(unit, 0, 1)), low = Math.Log(range.Low - 0.5), width = Math.Log(range.High + 0.5) - low;
            return new UnitCell((Math.Log(value - 0.5) - low) / width, (Math.Log(value + 0.5) - low) / width);
        }
        double cell = Math.Clamp(Math.Floor(unit * distribution.Count), 0, distribution.Count - 1);
        return new UnitCell(cell / distribution.Count, (cell + 1) / distribution.Count);
    }
}
