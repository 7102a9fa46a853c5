namespace MlNetDeep.Tuning;

/// <summary>The sequence of a <see cref="QmcSampler"/>.</summary>
public enum QmcSequence
{
    /// <summary>The sequence of Sobol, with Owen's scrambling: best for a power of two of trials.</summary>
    Sobol,

    /// <summary>The sequence of Halton, with random permutations of the digits: even for any number of trials.</summary>
    Halton,
}
