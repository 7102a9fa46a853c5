namespace MlNetDeep.Tuning;

/// <summary>The random numbers of one proposal, in the order in which they are asked for.</summary>
internal sealed class GpRandom(long seed, int trial)
{
    private int _index;

    public double Uniform() => CounterRandom.Uniform(seed, trial, "gaussian-process", _index++);

    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>A standard normal number by the method of Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}
