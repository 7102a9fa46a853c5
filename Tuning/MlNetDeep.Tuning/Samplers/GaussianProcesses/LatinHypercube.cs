namespace MlNetDeep.Tuning;

/// <summary>
/// The trials that start a study, spread so that each parameter by itself meets every part of its range (McKay, Beckman and Conover
/// 1979). Which part is whose depends on the parameter's name alone, so that it holds before the space is known.
/// </summary>
internal static class LatinHypercube
{
    // Finding a part's owner takes as many steps as there are parts.
    private const int MostParts = 100;

    /// <summary>The place of a trial on the unit scale of a parameter.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="trial">The trial's number.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="trials">The number of trials that share the parts; after them others begin anew.</param>
    public static double Unit(long seed, int trial, string name, int trials)
    {
        int parts = Math.Min(trials, MostParts), part = 0;
        double own = Key(seed, trial, name);
        for (int other = trial - trial % parts, end = other + parts; other < end; other++)
            if (Key(seed, other, name) < own) part++;
        return (part + CounterRandom.Uniform(seed, trial, name)) / parts;
    }

    private static double Key(long seed, int trial, string name) => CounterRandom.Uniform(seed, trial, name, 1);
}
