using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>RAdam; first is the average of the gradients, second that of their squares.</summary>
internal struct RAdamRule : IOptimizerRule<RAdamRule>
{
    internal float StepSize, Beta1, Beta2, Epsilon;
    internal bool Rectified;

    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * Beta1) + (gradient * (1 - Beta1));
        second = (second * Beta2) + (gradient * gradient * (1 - Beta2));
        Vector<float> step = first * StepSize;
        return Rectified ? step / (Vector.SquareRoot(second) + new Vector<float>(Epsilon)) : step;
    }
}
