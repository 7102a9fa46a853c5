using System.Numerics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// A loss of an output x and a target t, element by element; its parameters are fields. The loops, weights and reductions are
/// written once, in <see cref="PairLossKernels"/>.
/// </summary>
internal interface IPairLoss
{
    /// <summary>The loss. <paramref name="p"/> is the weight of positive targets, 1 where none is given.</summary>
    Vector<float> Loss(Vector<float> x, Vector<float> t, Vector<float> p);

    /// <summary>The derivative of the loss by x.</summary>
    Vector<float> Derivative(Vector<float> x, Vector<float> t, Vector<float> p);

    /// <summary>The derivative of the loss by t.</summary>
    Vector<float> TargetDerivative(Vector<float> x, Vector<float> t, Vector<float> p);
}
