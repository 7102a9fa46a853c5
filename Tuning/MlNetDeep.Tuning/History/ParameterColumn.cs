namespace MlNetDeep.Tuning;

/// <summary>The values of one parameter over the rows of <see cref="Observations"/>.</summary>
public sealed class ParameterColumn
{
    private readonly double[] _values, _units;
    private readonly int _count;

    internal ParameterColumn(string name, Distribution distribution, double[] values, double[] units, int count, int present) =>
        (Name, Distribution, _values, _units, _count, Present) = (name, distribution, values, units, count, present);

    /// <summary>The parameter's name.</summary>
    public string Name { get; }

    /// <summary>The distribution that a trial asked for last. Rows may hold values out of its range, from before it changed.</summary>
    public Distribution Distribution { get; }

    /// <summary>In how many rows the parameter is present.</summary>
    public int Present { get; }

    /// <summary>
    /// The values in the internal representation, for choices the index among those of <see cref="Distribution"/>; NaN in rows
    /// whose trial did not ask for the parameter.
    /// </summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, _count);

    /// <summary>The places of the values on the distribution's scale (<see cref="Distribution.ToUnit"/>); NaN as in <see cref="Values"/>.</summary>
    internal ReadOnlyMemory<double> Units => _units.AsMemory(0, _count);
}
