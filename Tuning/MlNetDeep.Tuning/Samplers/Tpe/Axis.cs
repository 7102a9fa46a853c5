namespace MlNetDeep.Tuning;

/// <summary>
/// One parameter as the densities see it: the unit interval, divided into a cell for each possible value where only certain values
/// are possible. The mass of a cell, not the density in its middle, is the probability of a value.
/// </summary>
internal sealed class Axis
{
    // Between this many values and a continuum nobody can tell, and the cells would be too narrow for doubles.
    private const double MostValues = 1e12;

    private readonly double _count, _low, _high;
    private readonly IntDistribution? _logarithmic;

    public Axis(Distribution distribution)
    {
        Distribution = distribution;
        _count = distribution.Count;
        IsCategorical = distribution is CategoricalDistribution;
        IsDiscrete = _count <= MostValues;
        (_low, _high) = (distribution.FromUnit(0), distribution.FromUnit(1));
        _logarithmic = distribution is IntDistribution { Log: true, Step: 1 } integers ? integers : null;
        if (IsDiscrete) WidestCell = _logarithmic is null ? 1 / _count : Cell(0) is var first ? first.High - first.Low : 0;
    }

    public Distribution Distribution { get; }

    public bool IsCategorical { get; }

    public bool IsDiscrete { get; }

    /// <summary>The number of choices of a categorical parameter.</summary>
    public int Choices => (int)_count;

    /// <summary>The width of the widest cell; 0 where any value is possible.</summary>
    public double WidestCell { get; }

    /// <summary>How many cells there are; infinity where any value is possible.</summary>
    public double Cells => _count;

    /// <summary>Whether an internal value lies between the smallest and the largest possible one.</summary>
    public bool IsInRange(double value) => value >= _low && value <= _high;

    /// <summary>The place of a value; NaN when it is out of range, another choice or of another kind.</summary>
    public double Place(ParameterValue value)
    {
        if (value.Distribution.GetType() != Distribution.GetType()) return double.NaN;
        double known = Distribution is ChoiceDistribution { Choices: var choices } && !Distribution.Equals(value.Distribution)
            ? choices.IndexOf(value.Value, 0, choices.Length, Scalar.Comparer)
            : value.Internal;
        return IsInRange(known) ? Distribution.ToUnit(known) : double.NaN;
    }

    /// <summary>The middle of the cell that a number falls into; the number itself where any value is possible.</summary>
    public double Snap(double unit) => IsDiscrete ? Distribution.ToUnit(Distribution.FromUnit(unit)) : unit;

    /// <summary>The number of the cell, from 0.</summary>
    public int Index(double unit) => _logarithmic is { } log
        ? (int)(log.FromUnit(unit) - log.Low)
        : (int)Math.Clamp(Math.Floor(unit * _count), 0, _count - 1);

    /// <summary>The middle of a cell, as <see cref="Snap"/> gives it.</summary>
    public double Middle(int index) => _logarithmic is { } log ? log.ToUnit((double)log.Low + index) : (index + 0.5) / _count;

    /// <summary>The bounds of the cell that a number falls into.</summary>
    public (double Low, double High) Cell(double unit)
    {
        if (_logarithmic is { } log)
        {
            double value = log.FromUnit(unit), low = Math.Log(log.Low - 0.5), width = Math.Log(log.High + 0.5) - low;
            return ((Math.Log(value - 0.5) - low) / width, (Math.Log(value + 0.5) - low) / width);
        }
        double index = Math.Clamp(Math.Floor(unit * _count), 0, _count - 1);
        return (index / _count, (index + 1) / _count);
    }
}
