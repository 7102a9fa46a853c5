using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>t (log t - x) for a target probability t and a logarithm x; 0 at t = 0 even where x is minus infinity.</summary>
internal readonly struct KullbackLeiblerFunction : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => ZeroAtZero(x, t, t * (Vector.Log(t) - x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => -t;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => ZeroAtZero(x, t, Vector.Log(t) + Vector<float>.One - x);

    // A NaN in x is passed on also there.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ZeroAtZero(Vector<float> x, Vector<float> t, Vector<float> value) => Vector.ConditionalSelect(
        Vector.Equals(t, Vector<float>.Zero),
        Vector.ConditionalSelect(Vector.Equals(x, x), Vector<float>.Zero, x),
        value);
}

/// <summary>exp(t) (t - x) for two logarithms of probabilities; 0 where that of the target is minus infinity.</summary>
internal readonly struct KullbackLeiblerLogFunction : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => Scaled(x, t, t - x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => -LossMath.Exp(t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => Scaled(x, t, t - x + Vector<float>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Scaled(Vector<float> x, Vector<float> t, Vector<float> value)
    {
        Vector<float> impossible = Vector.ConditionalSelect(Vector.Equals(x, x), Vector<float>.Zero, x);
        return Vector.ConditionalSelect(Vector.Equals(t, new Vector<float>(float.NegativeInfinity)), impossible, LossMath.Exp(t) * value);
    }
}

/// <summary>exp(x) - t x for the logarithm x of the expected count.</summary>
internal readonly struct PoissonLogFunction(bool full) : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => PoissonFunction.Full(full, t, LossMath.Exp(x) - (t * x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => LossMath.Exp(x) - t;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => PoissonFunction.FullDerivative(full, t, -x);
}

/// <summary>x - t log(x + 1e-8) for the expected count x.</summary>
internal readonly struct PoissonFunction(bool full) : IPairLoss
{
    private const float Epsilon = 1e-8f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => Full(full, t, x - (t * Vector.Log(x + new Vector<float>(Epsilon))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => Vector<float>.One - (t / (x + new Vector<float>(Epsilon)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => FullDerivative(full, t, -Vector.Log(x + new Vector<float>(Epsilon)));

    /// <summary>Adds Stirling's approximation of log(t!), t log t - t + log(2 pi t) / 2, above t = 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Full(bool full, Vector<float> t, Vector<float> loss)
    {
        if (!full) return loss;
        Vector<float> log = Vector.Log(t);
        return loss + AboveOne(t, (t * log) - t + (0.5f * (log + new Vector<float>(MathF.Log(2 * MathF.PI)))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> FullDerivative(bool full, Vector<float> t, Vector<float> derivative) =>
        full ? derivative + AboveOne(t, Vector.Log(t) + (new Vector<float>(0.5f) / t)) : derivative;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> AboveOne(Vector<float> t, Vector<float> value) => Vector.ConditionalSelect(Vector.GreaterThan(t, Vector<float>.One), value, Vector<float>.Zero);
}
