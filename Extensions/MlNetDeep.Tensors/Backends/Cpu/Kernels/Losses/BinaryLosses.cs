using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>-(t log x + (1 - t) log(1 - x)) with logarithms of at least -100, and its derivatives, as in PyTorch.</summary>
internal readonly struct BinaryCrossEntropyFunction : IPairLoss
{
    private const float SmallestLog = -100, SmallestVariance = 1e-12f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => -((t * Log(x)) + ((Vector<float>.One - t) * LogOfRest(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => (x - t) / Vector.Max((Vector<float>.One - x) * x, new Vector<float>(SmallestVariance));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => LogOfRest(x) - Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Log(Vector<float> x) => Vector.Max(Vector.Log(x), new Vector<float>(SmallestLog));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogOfRest(Vector<float> x) => Vector.Max(LossMath.Log1P(-x), new Vector<float>(SmallestLog));
}

/// <summary>p t softplus(-x) + (1 - t) softplus(x), where a share of each target is first moved to 1 / 2.</summary>
internal readonly struct BinaryCrossEntropyWithLogitsFunction(float smoothing) : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        t = Smooth(t);
        (Vector<float> plus, Vector<float> minus) = LossMath.Softplus(x);
        return (p * t * minus) + ((Vector<float>.One - t) * plus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        t = Smooth(t);
        (Vector<float> plus, Vector<float> minus) = LossMath.Sigmoid(x);
        return ((Vector<float>.One - t) * plus) - (p * t * minus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        (Vector<float> plus, Vector<float> minus) = LossMath.Softplus(x);
        return ((p * minus) - plus) * (1 - smoothing);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Smooth(Vector<float> t) => (t * (1 - smoothing)) + new Vector<float>(0.5f * smoothing);
}

/// <summary>
/// a q^gamma bce(x, t) with the probability q of being wrong, q = s (1 - t) + (1 - s) t, s = sigmoid(x), and
/// a = alpha t + (1 - alpha) (1 - t), or 1 for a negative alpha.
/// </summary>
internal readonly struct SigmoidFocalFunction(float alpha, float gamma) : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        Vector<float> e = LossMath.Exp(-Vector.Abs(x));
        return Balance(t) * Power(Wrong(LossMath.Sigmoid(x, e), t)) * CrossEntropy(x, t, e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        Vector<float> e = LossMath.Exp(-Vector.Abs(x));
        (Vector<float> Plus, Vector<float> Minus) s = LossMath.Sigmoid(x, e);
        Vector<float> q = Wrong(s, t), power = Power(q), one = Vector<float>.One;
        Vector<float> slope = s.Plus * s.Minus * (one - t - t);
        return Balance(t) * ((power * (((one - t) * s.Plus) - (t * s.Minus))) + (PowerSlope(q, power) * slope * CrossEntropy(x, t, e)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        Vector<float> e = LossMath.Exp(-Vector.Abs(x));
        (Vector<float> Plus, Vector<float> Minus) s = LossMath.Sigmoid(x, e);
        Vector<float> q = Wrong(s, t), power = Power(q), loss = CrossEntropy(x, t, e);
        Vector<float> derivative = Balance(t) * ((PowerSlope(q, power) * (s.Minus - s.Plus) * loss) - (power * x));
        return alpha < 0 ? derivative : derivative + (((2 * alpha) - 1) * power * loss);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> CrossEntropy(Vector<float> x, Vector<float> t, Vector<float> e)
    {
        (Vector<float> plus, Vector<float> minus) = LossMath.Softplus(x, e);
        return (t * minus) + ((Vector<float>.One - t) * plus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Wrong((Vector<float> Plus, Vector<float> Minus) s, Vector<float> t) => (s.Plus * (Vector<float>.One - t)) + (s.Minus * t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Balance(Vector<float> t) => alpha < 0 ? Vector<float>.One : (alpha * t) + ((1 - alpha) * (Vector<float>.One - t));

    /// <summary>q^gamma; the exponents in use need no logarithm, and 0^0 is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> Power(Vector<float> q) => gamma switch
    {
        0 => Vector<float>.One,
        1 => q,
        2 => q * q,
        _ => LossMath.Exp(gamma * Vector.Log(q)),
    };

    /// <summary>gamma q^(gamma - 1), and 0 at q = 0, where what it is multiplied with vanishes faster.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<float> PowerSlope(Vector<float> q, Vector<float> power) =>
        Vector.ConditionalSelect(Vector.Equals(q, Vector<float>.Zero), Vector<float>.Zero, gamma * power / q);
}

/// <summary>max(0, 1 - t x), where a label of 0 means -1.</summary>
internal readonly struct HingeFunction : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p) => LossMath.Positive(Margin(x, t));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => Inside(Margin(x, t), -Sign(t));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => Inside(Margin(x, t), -x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Sign(Vector<float> t) => Vector.ConditionalSelect(Vector.Equals(t, Vector<float>.Zero), -Vector<float>.One, t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector<float> Margin(Vector<float> x, Vector<float> t) => Vector<float>.One - (Sign(t) * x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Inside(Vector<float> margin, Vector<float> value) =>
        Vector.ConditionalSelect(Vector.LessThanOrEqual(margin, Vector<float>.Zero), Vector<float>.Zero, value);
}

/// <summary>max(0, 1 - t x)^2, where a label of 0 means -1.</summary>
internal readonly struct SquaredHingeFunction : IPairLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p)
    {
        Vector<float> margin = LossMath.Positive(HingeFunction.Margin(x, t));
        return margin * margin;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p) => -2f * LossMath.Positive(HingeFunction.Margin(x, t)) * HingeFunction.Sign(t);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p) => -2f * LossMath.Positive(HingeFunction.Margin(x, t)) * x;
}
