using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Adam; first is the average of the gradients, second that of their squares, third for AMSGrad the largest of those so far.</summary>
internal struct AdamRule : IOptimizerRule<AdamRule>
{
    internal float StepSize, Beta1, Beta2, InverseRootCorrection, Epsilon;
    internal bool KeepsMaximum;

    public static int States => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * Beta1) + (gradient * (1 - Beta1));
        second = (second * Beta2) + (gradient * gradient * (1 - Beta2));
        if (KeepsMaximum) third = Vector.Max(third, second);
        Vector<float> variance = KeepsMaximum ? third : second;
        return first * StepSize / ((Vector.SquareRoot(variance) * InverseRootCorrection) + new Vector<float>(Epsilon));
    }
}
