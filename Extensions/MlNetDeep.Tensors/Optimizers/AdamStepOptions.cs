namespace MlNetDeep.Tensors;

/// <summary>The numbers of one step of Adam; see <see cref="OptimizerKernels.AdamStep"/>.</summary>
public readonly record struct AdamStepOptions
{
    /// <summary>Makes the options with their defaults.</summary>
    public AdamStepOptions() { }

    /// <summary>The length of the step. Default 0.001.</summary>
    public float LearningRate { get; init; } = 0.001f;

    /// <summary>The decay of the average of the gradients, 0 to below 1. Default 0.9.</summary>
    public float Beta1 { get; init; } = 0.9f;

    /// <summary>The decay of the average of their squares, 0 to below 1. Default 0.999.</summary>
    public float Beta2 { get; init; } = 0.999f;

    /// <summary>Added to the root of the second average. Default 1e-8.</summary>
    public float Epsilon { get; init; } = 1e-8f;

    /// <summary>The weight decay. Default 0.</summary>
    public float WeightDecay { get; init; }

    /// <summary>False (default): the decay is added to the gradient (L2, Adam). True: the parameter shrinks by learning rate times decay (AdamW).</summary>
    public bool DecoupledWeightDecay { get; init; }

    /// <summary>The number of this step, from 1, that the averages' bias is corrected for. Default 1.</summary>
    public int Step { get; init; } = 1;

    /// <summary>What the gradient is multiplied by when it is read, for clipping by norm. Default 1.</summary>
    public float GradientScale { get; init; } = 1;
}
