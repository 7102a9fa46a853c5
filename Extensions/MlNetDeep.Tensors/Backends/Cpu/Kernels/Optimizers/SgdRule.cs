using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Stochastic gradient descent; first is the momentum, which begins as the gradient itself.</summary>
internal struct SgdRule : IOptimizerRule<SgdRule>
{
    internal float LearningRate, Momentum, Share;
    internal bool Nesterov, FirstStep;

    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        if (Momentum == 0) return gradient * LearningRate;
        first = FirstStep ? gradient : (first * Momentum) + (gradient * Share);
        return (Nesterov ? gradient + (first * Momentum) : first) * LearningRate;
    }
}
