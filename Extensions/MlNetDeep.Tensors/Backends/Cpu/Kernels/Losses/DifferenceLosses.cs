using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A loss of the difference d of output and target.</summary>
internal interface IDifferenceLoss
{
    Vector<float> Loss(Vector<float> d);

    Vector<float> Derivative(Vector<float> d);
}

/// <summary>A loss of the difference as one of the pair: the two derivatives differ by their sign.</summary>
internal readonly struct DifferenceLoss<T>(T function) : IPairLoss where T : struct, IDifferenceLoss
{
    private readonly T _function = function;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => _function.Loss(x - t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => _function.Derivative(x - t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => -_function.Derivative(x - t);
}

internal readonly struct SquaredErrorFunction : IDifferenceLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> d) => d * d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> d) => d + d;
}

internal readonly struct AbsoluteErrorFunction : IDifferenceLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> d) => Vector.Abs(d);

    // Neither above nor below 0 is 0 itself and NaN, both their own derivative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> d) => Vector.ConditionalSelect(
        Vector.GreaterThan(d, Vector<float>.Zero),
        Vector<float>.One,
        Vector.ConditionalSelect(Vector.LessThan(d, Vector<float>.Zero), -Vector<float>.One, d));
}

internal readonly struct HuberFunction(float delta) : IDifferenceLoss
{
    // With c = d clipped to delta, c (d - c / 2) is both branches at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> d)
    {
        Vector<float> c = Derivative(d);
        return c * (d - (c * 0.5f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> d) => LossMath.Clip(d, delta);
}

internal readonly struct SmoothL1Function(float beta) : IDifferenceLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> d)
    {
        Vector<float> c = Derivative(d);
        return c * (d - (c * (0.5f * beta)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> d) => LossMath.Clip(d / new Vector<float>(beta), 1);
}
