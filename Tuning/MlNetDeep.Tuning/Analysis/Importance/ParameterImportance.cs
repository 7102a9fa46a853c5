namespace MlNetDeep.Tuning;

/// <summary>The importance of a study's parameters by any of the methods, as shares.</summary>
internal static class ParameterImportance
{
    private const int FewestTrials = 2;

    /// <summary>Shares by name, the most important first, then in the order in which the study met them. They sum to 1 unless there are no parameters.</summary>
    public static IReadOnlyDictionary<string, double> Of(string study, int objectives, Observations observations, ImportanceOptions options)
    {
        options.Validate(objectives);
        if (observations.Count < FewestTrials)
            throw new InvalidOperationException($"importance needs at least {FewestTrials} finished trials, but study '{study}' has {observations.Count}");
        double[] shares = Normalize(options.Method switch
        {
            ImportanceMethod.PedAnova => PedAnova.Of(observations, options.Objective, options.GoodShare),
            ImportanceMethod.Fanova => Forest(observations, options).Fanova(),
            _ => Forest(observations, options).Impurity(),
        });
        var importance = new OrderedDictionary<string, double>(StringComparer.Ordinal);
        foreach (int d in Enumerable.Range(0, shares.Length).OrderByDescending(d => shares[d])) importance.Add(observations.Columns[d].Name, shares[d]);
        return importance;
    }

    private static ForestImportance Forest(Observations observations, ImportanceOptions options) => new(observations, options.Objective, options.Trees, options.Seed);

    // Where nothing tells the parameters apart, each has the same share.
    private static double[] Normalize(double[] values)
    {
        double sum = values.Sum();
        return [.. values.Select(value => sum > 0 ? value / sum : 1.0 / values.Length)];
    }
}
