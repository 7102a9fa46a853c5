using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>RMSprop; first is the average of the squared gradients, second that of the gradients, third the momentum.</summary>
internal struct RmsPropRule : IOptimizerRule<RmsPropRule>
{
    internal float LearningRate, Decay, Momentum, Epsilon;
    internal bool Centered;

    public static int States => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * Decay) + (gradient * gradient * (1 - Decay));
        Vector<float> square = first;
        if (Centered)
        {
            second = (second * Decay) + (gradient * (1 - Decay));
            // Rounding can leave less than nothing of a gradient that never changes.
            square = Vector.Max(first - (second * second), Vector<float>.Zero);
        }
        Vector<float> direction = gradient / (Vector.SquareRoot(square) + new Vector<float>(Epsilon));
        if (Momentum != 0) direction = third = (third * Momentum) + direction;
        return direction * LearningRate;
    }
}
