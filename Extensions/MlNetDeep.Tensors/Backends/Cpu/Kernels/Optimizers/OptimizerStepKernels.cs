using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Optimizer updates, one pass over a parameter: gradient, state and parameter are read once and written once. The vector and
/// the scalar step of a job are the same formula. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class OptimizerStepKernels
{
    internal static void Sgd(float* parameter, float* gradient, float* momentum, int count, in SgdStepOptions options)
    {
        var job = new SgdJob { Parameter = parameter, Gradient = gradient, Momentum = momentum, Count = count, Options = options };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    internal static void Adam(float* parameter, float* gradient, float* mean, float* variance, float* maximum, int count, in AdamStepOptions options)
    {
        double correction1 = 1 - Math.Pow(options.Beta1, options.Step), correction2 = 1 - Math.Pow(options.Beta2, options.Step);
        var job = new AdamJob
        {
            Parameter = parameter,
            Gradient = gradient,
            Mean = mean,
            Variance = variance,
            Maximum = maximum,
            Count = count,
            Options = options,
            StepSize = (float)(options.LearningRate / correction1),
            InverseRootCorrection = (float)(1 / Math.Sqrt(correction2)),
        };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    private struct SgdJob : IBlockJob
    {
        internal float* Parameter, Gradient, Momentum;
        internal int Count;
        internal SgdStepOptions Options;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int i = block * Blocks.Elements, end = (int)Math.Min(Count, (block + 1L) * Blocks.Elements);
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> parameter = Vector.Load(Parameter + i), gradient = Vector.Load(Gradient + i) * Options.GradientScale;
                Decay(ref parameter, ref gradient);
                if (Momentum is not null)
                {
                    Vector<float> momentum = Accelerated(Vector.Load(Momentum + i), gradient);
                    momentum.Store(Momentum + i);
                    gradient = Direction(momentum, gradient);
                }
                (parameter - (gradient * Options.LearningRate)).Store(Parameter + i);
            }
            for (; i < end; i++)
            {
                Vector<float> parameter = new(Parameter[i]), gradient = new(Gradient[i] * Options.GradientScale);
                Decay(ref parameter, ref gradient);
                if (Momentum is not null)
                {
                    Vector<float> momentum = Accelerated(new Vector<float>(Momentum[i]), gradient);
                    Momentum[i] = momentum[0];
                    gradient = Direction(momentum, gradient);
                }
                Parameter[i] = (parameter - (gradient * Options.LearningRate))[0];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Decay(ref Vector<float> parameter, ref Vector<float> gradient)
        {
            if (Options.WeightDecay == 0) return;
            if (Options.DecoupledWeightDecay) parameter *= 1 - (Options.LearningRate * Options.WeightDecay);
            else gradient += parameter * Options.WeightDecay;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Accelerated(Vector<float> momentum, Vector<float> gradient) =>
            Options.FirstStep ? gradient : (momentum * Options.Momentum) + (gradient * (1 - Options.Dampening));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Direction(Vector<float> momentum, Vector<float> gradient) =>
            Options.Nesterov ? gradient + (momentum * Options.Momentum) : momentum;
    }

    private struct AdamJob : IBlockJob
    {
        internal float* Parameter, Gradient, Mean, Variance, Maximum;
        internal int Count;
        internal AdamStepOptions Options;
        internal float StepSize, InverseRootCorrection;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int i = block * Blocks.Elements, end = (int)Math.Min(Count, (block + 1L) * Blocks.Elements);
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> mean = Vector.Load(Mean + i), variance = Vector.Load(Variance + i), maximum = Maximum is null ? default : Vector.Load(Maximum + i);
                Step(Vector.Load(Parameter + i), Vector.Load(Gradient + i), ref mean, ref variance, ref maximum).Store(Parameter + i);
                mean.Store(Mean + i);
                variance.Store(Variance + i);
                if (Maximum is not null) maximum.Store(Maximum + i);
            }
            for (; i < end; i++)
            {
                Vector<float> mean = new(Mean[i]), variance = new(Variance[i]), maximum = new(Maximum is null ? 0 : Maximum[i]);
                Parameter[i] = Step(new Vector<float>(Parameter[i]), new Vector<float>(Gradient[i]), ref mean, ref variance, ref maximum)[0];
                Mean[i] = mean[0];
                Variance[i] = variance[0];
                if (Maximum is not null) Maximum[i] = maximum[0];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly Vector<float> Step(Vector<float> parameter, Vector<float> gradient, ref Vector<float> mean, ref Vector<float> variance, ref Vector<float> maximum)
        {
            Vector<float> g = gradient * Options.GradientScale;
            if (Options.WeightDecay != 0)
            {
                if (Options.DecoupledWeightDecay) parameter *= 1 - (Options.LearningRate * Options.WeightDecay);
                else g += parameter * Options.WeightDecay;
            }
            mean = (mean * Options.Beta1) + (g * (1 - Options.Beta1));
            variance = (variance * Options.Beta2) + (g * g * (1 - Options.Beta2));
            Vector<float> second = variance;
            if (Maximum is not null) second = maximum = Vector.Max(maximum, variance);
            Vector<float> root = (Vector.SquareRoot(second) * InverseRootCorrection) + new Vector<float>(Options.Epsilon);
            return parameter - (mean * StepSize / root);
        }
    }
}
