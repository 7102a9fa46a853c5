namespace MlNetDeep.Tuning;

/// <summary>The fast non-dominated sort of Deb, Pratap, Agarwal and Meyarivan (2002).</summary>
internal static class NonDominatedSort
{
    /// <summary>The fronts, the best first; each in the order of the individuals.</summary>
    public static List<List<Individual>> Fronts(IReadOnlyList<Individual> individuals)
    {
        int[] dominators = new int[individuals.Count];
        var dominated = new List<int>[individuals.Count];
        for (int i = 0; i < individuals.Count; i++)
        {
            dominated[i] = [];
            for (int j = 0; j < individuals.Count; j++)
            {
                if (individuals[i].Dominates(individuals[j])) dominated[i].Add(j);
                else if (individuals[j].Dominates(individuals[i])) dominators[i]++;
            }
        }
        var fronts = new List<List<Individual>>();
        int[] front = [.. Enumerable.Range(0, individuals.Count).Where(i => dominators[i] == 0)];
        while (front.Length > 0)
        {
            fronts.Add([.. front.Select(i => individuals[i])]);
            var next = new List<int>();
            foreach (int i in front)
                foreach (int j in dominated[i])
                    if (--dominators[j] == 0) next.Add(j);
            front = [.. next.Order()];
        }
        return fronts;
    }
}
