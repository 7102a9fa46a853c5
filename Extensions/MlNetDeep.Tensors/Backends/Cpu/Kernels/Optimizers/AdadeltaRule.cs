using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Adadelta; first is the average of the squared gradients, second that of the squared steps.</summary>
internal struct AdadeltaRule : IOptimizerRule<AdadeltaRule>
{
    internal float LearningRate, Decay, Epsilon;

    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        var epsilon = new Vector<float>(Epsilon);
        first = (first * Decay) + (gradient * gradient * (1 - Decay));
        Vector<float> step = Vector.SquareRoot(second + epsilon) / Vector.SquareRoot(first + epsilon) * gradient;
        second = (second * Decay) + (step * step * (1 - Decay));
        return step * LearningRate;
    }
}
