namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>What happens to a gradient as it is read, and to the parameter apart from it: clipping and weight decay.</summary>
/// <param name="Scale">The factor of the gradient.</param>
/// <param name="Limit">The largest absolute value of a scaled element; infinity for none.</param>
/// <param name="Decay">How much of the parameter is added to the gradient.</param>
/// <param name="Shrink">The factor of the parameter.</param>
internal readonly record struct GradientTreatment(float Scale, float Limit, float Decay, float Shrink);
