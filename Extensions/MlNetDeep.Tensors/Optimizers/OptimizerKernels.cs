using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

/// <summary>
/// The updates of optimizers, each one pass over a parameter's memory (LAMB: two): the gradient is scaled, clipped and decayed
/// as it is read. With an <see cref="OptimizerBatch"/> all parameters of a network take their step together.
/// </summary>
public static partial class OptimizerKernels
{
    private static void Take<TRule>(string operation, in ParameterStep step, float rate, Tensor? first, Tensor? second, Tensor? third, TRule rule, OptimizerBatch? batch)
        where TRule : unmanaged, IOptimizerRule<TRule>
    {
        ArgumentNullException.ThrowIfNull(step.Parameter, nameof(step));
        ArgumentNullException.ThrowIfNull(step.Gradient, nameof(step));
        Tensor parameter = step.Parameter;
        SameShape(operation, parameter, step.Gradient, "gradient");
        SameShape(operation, parameter, first, "state");
        SameShape(operation, parameter, second, "state");
        SameShape(operation, parameter, third, "state");
        if (step.Step < 1) throw new ArgumentOutOfRangeException(nameof(step), step.Step, $"{operation}: steps are counted from 1, but the step is {step.Step}");
        if (!(step.GradientLimit >= 0)) throw new ArgumentOutOfRangeException(nameof(step), step.GradientLimit, $"{operation}: the limit of the gradient must be at least 0, but is {step.GradientLimit}");
        bool decoupled = step.DecoupledWeightDecay;
        var treatment = new GradientTreatment(step.GradientScale, step.GradientLimit, decoupled ? 0 : step.WeightDecay, decoupled ? 1 - (rate * step.WeightDecay) : 1);
        var update = new OptimizerUpdate<TRule>(parameter.Storage, step.Gradient.Storage, first?.Storage, second?.Storage, third?.Storage, treatment, rule);
        if (batch is not null) batch.Add(operation, update, parameter.Shape);
        else TRule.Run(Backend.Current, new ReadOnlySpan<OptimizerUpdate<TRule>>(in update));
        GC.KeepAlive(update.Parameter);
        GC.KeepAlive(update.Gradient);
        GC.KeepAlive(update.First);
        GC.KeepAlive(update.Second);
        GC.KeepAlive(update.Third);
    }

    /// <summary>What an average that began at zero is divided by.</summary>
    private static double Correction(float beta, int step) => 1 - Math.Pow(beta, step);

    private static void SameShape(string operation, Tensor parameter, Tensor? other, string name)
    {
        if (other is not null && other.Shape != parameter.Shape) throw new ArgumentException($"{operation}: the {name} must have the shape of the parameter, {parameter.Shape}, but has {other.Shape}");
    }
}
