namespace MlNetDeep.Tensors;

/// <summary>
/// One parameter in one step of an optimizer: what every optimizer of <see cref="OptimizerKernels"/> needs of it, whatever its
/// formula. The gradient is scaled, then clipped, then decay is added, all while it is read: none of it costs a pass.
/// </summary>
/// <param name="Parameter">Is updated.</param>
/// <param name="Gradient">Its gradient, of the same shape; is not changed.</param>
public readonly record struct ParameterStep(Tensor Parameter, Tensor Gradient)
{
    /// <summary>The number of this step of this parameter, at least 1. Default 1.</summary>
    public int Step { get; init; } = 1;

    /// <summary>What the gradient is multiplied by, such as <see cref="GradientClipping.Scale"/>. Default 1.</summary>
    public float GradientScale { get; init; } = 1;

    /// <summary>
    /// The largest absolute value of an element of the scaled gradient; larger ones are clipped to it, NaN stays NaN. At least 0.
    /// Default infinity.
    /// </summary>
    public float GradientLimit { get; init; } = float.PositiveInfinity;

    /// <summary>The weight decay. Default 0.</summary>
    public float WeightDecay { get; init; }

    /// <summary>
    /// False (default): decay times parameter is added to the gradient (L2). True: the parameter shrinks by learning rate times
    /// decay, apart from the gradient (Loshchilov and Hutter 2017). Lion and LAMB have a decay of their own and ignore this.
    /// </summary>
    public bool DecoupledWeightDecay { get; init; }
}
