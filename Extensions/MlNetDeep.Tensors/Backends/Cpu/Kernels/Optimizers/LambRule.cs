using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// LAMB; first is the average of the gradients, second that of their squares. The step it returns is still without the learning
/// rate and the ratio of the norms, which <see cref="LambKernels"/> multiplies it by.
/// </summary>
internal struct LambRule : IOptimizerRule<LambRule>
{
    internal float LearningRate, Beta1, Beta2, InverseCorrection, InverseRootCorrection, Epsilon, WeightDecay;

    public static int States => 2;

    public static void Run(Backend backend, ReadOnlySpan<OptimizerUpdate<LambRule>> updates) => backend.LambStep(updates);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
    {
        first = (first * Beta1) + (gradient * (1 - Beta1));
        second = (second * Beta2) + (gradient * gradient * (1 - Beta2));
        return Direction(parameter, first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly Vector<float> Direction(Vector<float> parameter, Vector<float> mean, Vector<float> variance) =>
        (mean * InverseCorrection / ((Vector.SquareRoot(variance) * InverseRootCorrection) + new Vector<float>(Epsilon))) + (parameter * WeightDecay);
}
