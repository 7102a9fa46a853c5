namespace MlNetDeep.Tuning;

/// <summary>The values of one parameter over the rows of <see cref="Observations"/>.</summary>
public sealed class ParameterColumn
{
    private readonly double[] _values;
    private readonly int _count;

    internal ParameterColumn(string name, Distribution distribution, double[] values, int count, int present) =>
        (Name, Distribution, _values, _count, Present) = (name, distribution, values, count, present);

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
}
