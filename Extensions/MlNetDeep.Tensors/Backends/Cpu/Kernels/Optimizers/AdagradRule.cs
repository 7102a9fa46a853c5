using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Adagrad; first is the sum of the squared gradients.</summary>
internal struct AdagradRule : IOptimizerRule<AdagradRule>
{
    internal float LearningRate, Epsilon;

    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first += gradient * gradient;
        return gradient * LearningRate / (Vector.SquareRoot(first) + new Vector<float>(Epsilon));
    }
}
