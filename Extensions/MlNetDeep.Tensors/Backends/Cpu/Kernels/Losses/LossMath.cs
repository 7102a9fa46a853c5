using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Functions that several losses share, arranged so that large arguments neither overflow nor cancel.</summary>
internal static class LossMath
{
    /// <summary>log(1 + z), exact to rounding also for small z: the rounding of 1 + z is divided out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Log1P(Vector<float> z)
    {
        Vector<float> u = Vector<float>.One + z;
        return Vector.ConditionalSelect(Vector.Equals(u, Vector<float>.One), z, Vector.Log(u) * (z / (u - Vector<float>.One)));
    }

    /// <summary>log(1 + exp(x)) and log(1 + exp(-x)): the losses of logit x for the targets 0 and 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector<float> Plus, Vector<float> Minus) Softplus(Vector<float> x)
    {
        Vector<float> rest = Log1P(Vector.Exp(-Vector.Abs(x)));
        return (rest + Vector.Max(x, Vector<float>.Zero), rest + Vector.Max(-x, Vector<float>.Zero));
    }

    /// <summary>sigmoid(x) and sigmoid(-x), each with its own relative accuracy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector<float> Plus, Vector<float> Minus) Sigmoid(Vector<float> x)
    {
        Vector<float> e = Vector.Exp(-Vector.Abs(x)), large = Vector<float>.One / (Vector<float>.One + e), small = e * large;
        Vector<int> positive = Vector.GreaterThan(x, Vector<float>.Zero);
        return (Vector.ConditionalSelect(positive, large, small), Vector.ConditionalSelect(positive, small, large));
    }

    /// <summary>max(z, 0), NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Positive(Vector<float> z) => Vector.Max(z, Vector<float>.Zero);

    /// <summary>The derivative of max(z, 0) with 1 at the kink, as torch.clamp has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Step(Vector<float> z) => Vector.ConditionalSelect(Vector.LessThan(z, Vector<float>.Zero), Vector<float>.Zero, Vector<float>.One);
}
