using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>What an optimizer needs to know to change one weight.</summary>
/// <param name="Step">The number of steps of this weight so far with this one, from 1.</param>
/// <param name="LearningRate">The optimizer's learning rate times the factor of this weight.</param>
/// <param name="GradientScale">A factor for the gradient.</param>
/// <param name="GradientLimit">The largest absolute value of an element of the scaled gradient; infinity for none.</param>
/// <param name="WeightDecay">The weight decay for this weight, 0 where it does not apply.</param>
/// <param name="Batch">Where the steps of all weights wait until each has had its update, to be taken together; using it is optional.</param>
public readonly record struct UpdateContext(int Step, float LearningRate, float GradientScale, float GradientLimit, float WeightDecay, OptimizerBatch Batch)
{
    /// <summary>The weight's step as <see cref="OptimizerKernels"/> takes it.</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="gradient">Its gradient.</param>
    /// <param name="decoupledWeightDecay">Whether the weight decay is kept apart from the gradient.</param>
    /// <returns>The step, with the numbers of this context.</returns>
    public ParameterStep Of(Weight weight, Tensor gradient, bool decoupledWeightDecay = false)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return new ParameterStep(weight.Value, gradient)
        {
            Step = Step,
            GradientScale = GradientScale,
            GradientLimit = GradientLimit,
            WeightDecay = WeightDecay,
            DecoupledWeightDecay = decoupledWeightDecay,
        };
    }
}
