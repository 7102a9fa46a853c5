using System.Numerics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The formula of one optimizer with the numbers of one step, for one vector of elements. The loops, the clipping, the weight
/// decay and the rest of a parameter that fills no vector are written once, in <see cref="OptimizerStepKernels"/>.
/// </summary>
/// <typeparam name="TSelf">The rule.</typeparam>
internal interface IOptimizerRule<TSelf>
    where TSelf : unmanaged, IOptimizerRule<TSelf>
{
    /// <summary>How many things are remembered at most, so that the loop of a rule does not look for more.</summary>
    static abstract int States { get; }

    /// <summary>Runs the updates of several parameters as one job.</summary>
    static virtual void Run(Backend backend, ReadOnlySpan<OptimizerUpdate<TSelf>> updates) => backend.OptimizerStep(updates);

    /// <summary>Updates what is remembered and returns what is subtracted from the parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">The gradient, scaled, clipped and with its L2 decay.</param>
    /// <param name="first">What is remembered first, such as a momentum; absent ones are zero and not stored.</param>
    /// <param name="second">What is remembered second.</param>
    /// <param name="third">What is remembered third.</param>
    Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third);
}
