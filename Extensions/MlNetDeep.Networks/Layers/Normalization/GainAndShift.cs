using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The optional weights <c>gamma</c> and <c>beta</c> of normalisation layers, in this order.</summary>
internal static class GainAndShift
{
    public static IReadOnlyList<WeightSpec> WeightsFor(Shape shape, bool scale, bool center)
    {
        var weights = new List<WeightSpec>(2);
        if (scale) weights.Add(new WeightSpec("gamma", shape, new Ones()) { Decays = false });
        if (center) weights.Add(new WeightSpec("beta", shape, new Zeros()) { Decays = false });
        return weights;
    }

    public static (Tensor? Gamma, Tensor? Beta) Of(IReadOnlyList<Tensor> weights, bool scale, bool center) =>
        (scale ? weights[0] : null, center ? weights[scale ? 1 : 0] : null);

    public static string EpsilonRule(float epsilon) => FormattableString.Invariant($"Epsilon must be above 0, is {epsilon}");

    public static bool EpsilonHolds(float epsilon) => float.IsFinite(epsilon) && epsilon > 0;
}
