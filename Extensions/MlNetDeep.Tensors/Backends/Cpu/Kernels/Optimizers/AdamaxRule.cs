using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Adamax; first is the average of the gradients, second their largest absolute value, which decays.</summary>
internal struct AdamaxRule : IOptimizerRule<AdamaxRule>
{
    internal float StepSize, Beta1, Beta2, Epsilon;

    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * Beta1) + (gradient * (1 - Beta1));
        second = Vector.Max(second * Beta2, Vector.Abs(gradient) + new Vector<float>(Epsilon));
        return first * StepSize / second;
    }
}
