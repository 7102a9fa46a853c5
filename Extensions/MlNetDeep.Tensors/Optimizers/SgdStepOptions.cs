namespace MlNetDeep.Tensors;

/// <summary>The numbers of one step of stochastic gradient descent; see <see cref="OptimizerKernels.SgdStep"/>.</summary>
public readonly record struct SgdStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public SgdStepOptions() { }

    /// <summary>The length of the step. Default 0.01.</summary>
    public float LearningRate { get; init; } = 0.01f;

    /// <summary>How much of the previous direction is kept, 0 to 1. Default 0; above 0 a momentum buffer is needed.</summary>
    public float Momentum { get; init; }

    /// <summary>How much of the new gradient the momentum leaves out, 0 to 1. Default 0. Not applied in the first step.</summary>
    public float Dampening { get; init; }

    /// <summary>Whether to look ahead along the momentum (Nesterov). Default false.</summary>
    public bool Nesterov { get; init; }

    /// <summary>The weight decay. Default 0.</summary>
    public float WeightDecay { get; init; }

    /// <summary>
    /// False (default): the decay is added to the gradient (L2). True: the parameter shrinks by learning rate times decay, apart
    /// from the gradient.
    /// </summary>
    public bool DecoupledWeightDecay { get; init; }

    /// <summary>Whether this is the parameter's first step, in which the momentum becomes the gradient itself. Default false.</summary>
    public bool FirstStep { get; init; }

    /// <summary>What the gradient is multiplied by when it is read, for clipping by norm. Default 1.</summary>
    public float GradientScale { get; init; } = 1;
}
