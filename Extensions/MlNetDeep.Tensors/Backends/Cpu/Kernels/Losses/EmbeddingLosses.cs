using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

// What the losses of pairs and triplets of embeddings make of distances and similarities, which RowPairKernels computes.

/// <summary>max(0, x - t + margin) for the distances x to the positive and t to the negative.</summary>
internal readonly struct TripletMarginFunction(float margin) : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => LossMath.Positive(Excess(x, t));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => LossMath.Step(Excess(x, t));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => -LossMath.Step(Excess(x, t));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Excess(Vector<float> x, Vector<float> t) => x - t + new Vector<float>(margin);
}

/// <summary>(t x^2 + (1 - t) max(0, margin - x)^2) / 2 for the distance x of a pair, of the same class where t is 1.</summary>
internal readonly struct ContrastiveFunction(float margin) : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        Vector<float> missing = Missing(x);
        return 0.5f * ((t * x * x) + ((Vector<float>.One - t) * missing * missing));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => (t * x) - ((Vector<float>.One - t) * Missing(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        Vector<float> missing = Missing(x);
        return 0.5f * ((x * x) - (missing * missing));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Missing(Vector<float> x) => LossMath.Positive(new Vector<float>(margin) - x);
}

/// <summary>1 - x for the cosine x of a similar pair, t above 0, and max(0, x - margin) for one of a dissimilar pair.</summary>
internal readonly struct CosineEmbeddingFunction(float margin) : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) =>
        Vector.ConditionalSelect(Similar(t), Vector<float>.One - x, LossMath.Positive(x - new Vector<float>(margin)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) =>
        Vector.ConditionalSelect(Similar(t), -Vector<float>.One, LossMath.Step(x - new Vector<float>(margin)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => Vector<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Similar(Vector<float> t) => Vector.GreaterThan(t, Vector<float>.Zero);
}
