namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>One parameter of a step: its memory, that of its gradient and of up to three things remembered, and the rule.</summary>
internal readonly record struct OptimizerUpdate<TRule>(Storage Parameter, Storage Gradient, Storage? First, Storage? Second, Storage? Third, GradientTreatment Treatment, TRule Rule)
    where TRule : unmanaged, IOptimizerRule<TRule>;
