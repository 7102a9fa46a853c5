namespace MlNetDeep.Tensors.Tests;

/// <summary>One optimizer as <see cref="OptimizerConformanceTests"/> runs it.</summary>
/// <param name="Name">The optimizer and what is special about this sample.</param>
/// <param name="States">How many tensors it remembers.</param>
/// <param name="Take">Takes a step, with the tensors it remembers.</param>
public sealed record OptimizerSample(string Name, int States, Action<ParameterStep, Tensor[], OptimizerBatch?> Take)
{
    /// <summary>Whether an element moves as if it were alone. Default true.</summary>
    public bool IsElementwise { get; init; } = true;

    /// <summary>All optimizers, one line each.</summary>
    internal static IEnumerable<OptimizerSample> All =>
    [
        new("Sgd", 0, (step, _, batch) => OptimizerKernels.SgdStep(step, null, new(), batch)),
        new("Sgd momentum", 1, (step, s, batch) => OptimizerKernels.SgdStep(step, s[0], new() { Momentum = 0.9f, Dampening = 0.1f }, batch)),
        new("Sgd Nesterov", 1, (step, s, batch) => OptimizerKernels.SgdStep(step, s[0], new() { Momentum = 0.9f, Nesterov = true }, batch)),
        new("Adagrad", 1, (step, s, batch) => OptimizerKernels.AdagradStep(step, s[0], new() { LearningRateDecay = 0.1f }, batch)),
        new("RmsProp", 1, (step, s, batch) => OptimizerKernels.RmsPropStep(step, s[0], null, null, new(), batch)),
        new("RmsProp centered", 3, (step, s, batch) => OptimizerKernels.RmsPropStep(step, s[0], s[1], s[2], new() { Momentum = 0.5f }, batch)),
        new("Adadelta", 2, (step, s, batch) => OptimizerKernels.AdadeltaStep(step, s[0], s[1], new(), batch)),
        new("Adam", 2, (step, s, batch) => OptimizerKernels.AdamStep(step, s[0], s[1], null, new(), batch)),
        new("Adam AMSGrad", 3, (step, s, batch) => OptimizerKernels.AdamStep(step, s[0], s[1], s[2], new(), batch)),
        new("Adamax", 2, (step, s, batch) => OptimizerKernels.AdamaxStep(step, s[0], s[1], new(), batch)),
        new("Nadam", 2, (step, s, batch) => OptimizerKernels.NadamStep(step, s[0], s[1], new(), batch)),
        new("RAdam", 2, (step, s, batch) => OptimizerKernels.RAdamStep(step, s[0], s[1], new(), batch)),
        new("Lion", 1, (step, s, batch) => OptimizerKernels.LionStep(step, s[0], new(), batch)),
        new("Lamb", 2, (step, s, batch) => OptimizerKernels.LambStep(step, s[0], s[1], new(), batch)) { IsElementwise = false },
    ];

    internal static OptimizerSample Named(string name) => All.Single(sample => sample.Name == name);

    internal Tensor[] NewStates(Shape shape) => [.. Enumerable.Range(0, States).Select(_ => Tensor.Zeros(shape))];
}
