namespace MlNetDeep.Tuning;

/// <summary>
/// The parameters that a study has met, as the unit cube: what samplers that propose whole configurations search. Since objectives ask
/// for parameters as they run, it is inferred from the trials, together with when a parameter is asked for at all.
/// </summary>
/// <remarks>
/// A point has one number of [0, 1] for each dimension (<see cref="Distribution.ToUnit"/>), NaN where the parameter is inactive. A
/// guess about activity that proves wrong costs nothing but quality: the objective gets a parameter that no point held by
/// <see cref="ISampler.Sample"/>.
/// </remarks>
public sealed class SearchSpace
{
    private readonly Observations _observations;

    internal SearchSpace(Observations observations)
    {
        _observations = observations;
        var dimensions = new List<SearchDimension>(observations.Columns.Count);
        foreach (ParameterColumn column in observations.Columns)
            dimensions.Add(new SearchDimension(column.Name, column.Distribution, Condition.Of(observations, dimensions.Count)));
        Dimensions = dimensions;
    }

    /// <summary>The parameters in the order in which the study met them.</summary>
    public IReadOnlyList<SearchDimension> Dimensions { get; }

    /// <summary>The points of all rows of the observations.</summary>
    /// <returns>One point for each row.</returns>
    public double[][] Points()
    {
        var points = new double[_observations.Count][];
        for (int row = 0; row < points.Length; row++)
        {
            points[row] = new double[Dimensions.Count];
            for (int d = 0; d < Dimensions.Count; d++) points[row][d] = _observations.Columns[d].Units.Span[row];
        }
        return points;
    }

    /// <summary>The point of a trial, for instance of one that runs. Values of choices that no observation knows count as absent.</summary>
    /// <param name="parameters">The trial's parameters.</param>
    public double[] Point(IReadOnlyDictionary<string, ParameterValue> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        double[] point = new double[Dimensions.Count];
        for (int d = 0; d < point.Length; d++)
            point[d] = parameters.TryGetValue(Dimensions[d].Name, out ParameterValue value) ? Dimensions[d].ToUnit(value) : double.NaN;
        return point;
    }

    /// <summary>
    /// Makes a point one that an objective could ask for: dimensions that are inactive, given the others, become NaN, and active ones
    /// that are NaN become what <paramref name="fill"/> gives.
    /// </summary>
    /// <param name="point">The point; it is changed.</param>
    /// <param name="fill">Gives a number of [0, 1] for a dimension.</param>
    public void Complete(double[] point, Func<int, double> fill)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(fill);
        for (int d = 0; d < point.Length; d++)
        {
            if (Dimensions[d].Condition?.IsMet(point, this) == false) point[d] = double.NaN;
            else if (double.IsNaN(point[d])) point[d] = fill(d);
        }
    }

    /// <summary>The configuration of a point, without the inactive dimensions.</summary>
    /// <param name="point">The point.</param>
    public IReadOnlyDictionary<string, ParameterValue> Parameters(ReadOnlySpan<double> point)
    {
        var parameters = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        for (int d = 0; d < point.Length; d++)
            if (!double.IsNaN(point[d])) parameters.Add(Dimensions[d].Name, new ParameterValue(Dimensions[d].Distribution, Dimensions[d].Distribution.FromUnit(point[d])));
        return parameters;
    }
}
