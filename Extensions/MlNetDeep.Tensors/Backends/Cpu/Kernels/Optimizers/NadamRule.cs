using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Nadam; first is the average of the gradients, second that of their squares.</summary>
internal struct NadamRule : IOptimizerRule<NadamRule>
{
    internal float GradientStepSize, MeanStepSize, Beta1, Beta2, InverseRootCorrection, Epsilon;

    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * Beta1) + (gradient * (1 - Beta1));
        second = (second * Beta2) + (gradient * gradient * (1 - Beta2));
        return ((gradient * GradientStepSize) + (first * MeanStepSize)) / ((Vector.SquareRoot(second) * InverseRootCorrection) + new Vector<float>(Epsilon));
    }
}
