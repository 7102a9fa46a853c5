namespace MlNetDeep.Tuning;

/// <summary>What a <see cref="BatchSearch"/> starts from.</summary>
/// <param name="Dimensions">The parameters that it searches, by name.</param>
/// <param name="Seed">The seed of its random numbers.</param>
/// <param name="Direction">The direction of the objective; members' losses are to be minimised in any case.</param>
/// <param name="Earlier">The trials that ended, without a failure, before the search began, by number.</param>
internal sealed record SearchFrame(IReadOnlyList<ParameterColumn> Dimensions, long Seed, Direction Direction, IReadOnlyList<Member> Earlier)
{
    /// <summary>The best trial before the search began; null for none.</summary>
    public Member? Origin => Earlier.Count == 0 ? null : Earlier.Min();

    /// <summary>Whether the values of a dimension are choices without an order.</summary>
    public bool IsCategory(int dimension) => Dimensions[dimension].Distribution is CategoricalDistribution;

    /// <summary>A uniform number for one dimension of one draw.</summary>
    public double Uniform(int trial, string purpose, int dimension, int attempt = 0) => CounterRandom.Uniform(Seed, trial, purpose + ":" + Dimensions[dimension].Name, attempt);

    /// <summary>A standard normal number for one dimension of one draw (Box and Muller 1958).</summary>
    public double Normal(int trial, string purpose, int dimension, int attempt = 0)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(trial, purpose, dimension, 2 * attempt)));
        return radius * Math.Cos(2 * Math.PI * Uniform(trial, purpose, dimension, 2 * attempt + 1));
    }

    /// <summary>A point drawn uniformly from the unit cube.</summary>
    public double[] UniformPoint(int trial, string purpose, int attempt = 0) =>
        [.. Enumerable.Range(0, Dimensions.Count).Select(d => Uniform(trial, purpose, d, attempt))];
}
