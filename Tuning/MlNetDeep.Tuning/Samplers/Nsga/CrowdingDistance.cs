namespace MlNetDeep.Tuning;

/// <summary>How much room an individual of a front has (Deb et al. 2002): the more, the more it is worth keeping.</summary>
internal static class CrowdingDistance
{
    public static Dictionary<Individual, double> Of(IReadOnlyList<Individual> front)
    {
        var distances = front.ToDictionary(individual => individual, _ => 0.0);
        for (int objective = 0; front.Count > 0 && objective < front[0].Losses.Length; objective++)
        {
            Individual[] sorted = [.. front.OrderBy(individual => individual.Losses[objective]).ThenBy(individual => individual.Number)];
            double width = sorted[^1].Losses[objective] - sorted[0].Losses[objective];
            distances[sorted[0]] = distances[sorted[^1]] = double.PositiveInfinity;
            if (!(width > 0) || double.IsInfinity(width)) continue;
            for (int i = 1; i < sorted.Length - 1; i++) distances[sorted[i]] += (sorted[i + 1].Losses[objective] - sorted[i - 1].Losses[objective]) / width;
        }
        return distances;
    }
}
