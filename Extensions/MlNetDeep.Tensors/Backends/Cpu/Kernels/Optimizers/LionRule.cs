using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Lion; first is the average of the gradients.</summary>
internal struct LionRule : IOptimizerRule<LionRule>
{
    internal float LearningRate, Beta1, Beta2;

    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        Vector<float> direction = (first * Beta1) + (gradient * (1 - Beta1));
        first = (first * Beta2) + (gradient * (1 - Beta2));
        // The sign; zero and NaN stay what they are.
        Vector<float> rate = new(LearningRate), step = direction * LearningRate;
        step = Vector.ConditionalSelect(Vector.GreaterThan(direction, Vector<float>.Zero), rate, step);
        return Vector.ConditionalSelect(Vector.LessThan(direction, Vector<float>.Zero), -rate, step);
    }
}
