using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// LAMB's step over any number of parameters as two jobs. The first moves the averages and sums the squares of the parameter
/// and of its direction; the second computes the direction again, which costs less memory than keeping it, and goes along it by
/// the ratio of the two norms. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class LambKernels
{
    internal static void Step(ReadOnlySpan<OptimizerUpdate<LambRule>> updates)
    {
        OptimizerSpan<LambRule>* spans = OptimizerSpan<LambRule>.List(updates, out int blocks, out bool small);
        var sums = (double*)Scratch.Floats(ScratchSlot.Partials, checked(4 * blocks));
        var moments = new MomentsJob { Spans = spans, Count = updates.Length, Sums = sums };
        WorkerPool.Run(blocks, ref moments, alone: small);
        for (int i = 0; i < updates.Length; i++)
        {
            double parameter = 0, direction = 0;
            int end = i + 1 < updates.Length ? spans[i + 1].FirstBlock : blocks;
            for (int block = spans[i].FirstBlock; block < end; block++)
            {
                parameter += sums[2 * block];
                direction += sums[(2 * block) + 1];
            }
            if (parameter > 0 && direction > 0) spans[i].Rule.LearningRate *= (float)Math.Sqrt(parameter / direction);
        }
        var advance = new AdvanceJob { Spans = spans, Count = updates.Length };
        WorkerPool.Run(blocks, ref advance, alone: small);
    }

    private struct MomentsJob : IBlockJob
    {
        internal OptimizerSpan<LambRule>* Spans;
        internal int Count;
        internal double* Sums;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            OptimizerSpan<LambRule> span = *OptimizerSpan<LambRule>.Of(Spans, Count, block);
            int i = (block - span.FirstBlock) * Blocks.Elements, end = (int)Math.Min(span.Count, i + (long)Blocks.Elements);
            Vector<double> low = default, high = default, directionLow = default, directionHigh = default;
            var treatment = new TreatmentVectors(span.Treatment);
            Vector<float> none = default;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> parameter = Vector.Load(span.Parameter + i), mean = Vector.Load(span.First + i), variance = Vector.Load(span.Second + i);
                Vector<float> gradient = treatment.Apply(Vector.Load(span.Gradient + i), parameter);
                Vector<float> direction = span.Rule.Step(parameter, gradient, ref mean, ref variance, ref none);
                mean.Store(span.First + i);
                variance.Store(span.Second + i);
                SumOfSquaresKernels.Add(parameter, ref low, ref high);
                SumOfSquaresKernels.Add(direction, ref directionLow, ref directionHigh);
            }
            double parameters = Vector.Sum(low + high), directions = Vector.Sum(directionLow + directionHigh);
            for (; i < end; i++)
            {
                // One element in all lanes, so that it moves by the same instructions as in a vector.
                Vector<float> parameter = new(span.Parameter[i]), mean = new(span.First[i]), variance = new(span.Second[i]);
                Vector<float> gradient = treatment.Apply(new Vector<float>(span.Gradient[i]), parameter);
                double direction = span.Rule.Step(parameter, gradient, ref mean, ref variance, ref none)[0];
                span.First[i] = mean[0];
                span.Second[i] = variance[0];
                parameters += (double)span.Parameter[i] * span.Parameter[i];
                directions += direction * direction;
            }
            Sums[2 * block] = parameters;
            Sums[(2 * block) + 1] = directions;
        }
    }

    private struct AdvanceJob : IBlockJob
    {
        internal OptimizerSpan<LambRule>* Spans;
        internal int Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            OptimizerSpan<LambRule> span = *OptimizerSpan<LambRule>.Of(Spans, Count, block);
            int i = (block - span.FirstBlock) * Blocks.Elements, end = (int)Math.Min(span.Count, i + (long)Blocks.Elements);
            float rate = span.Rule.LearningRate;
            for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> parameter = Vector.Load(span.Parameter + i);
                (parameter - (span.Rule.Direction(parameter, Vector.Load(span.First + i), Vector.Load(span.Second + i)) * rate)).Store(span.Parameter + i);
            }
            for (; i < end; i++)
            {
                var parameter = new Vector<float>(span.Parameter[i]);
                span.Parameter[i] = (parameter - (span.Rule.Direction(parameter, new Vector<float>(span.First[i]), new Vector<float>(span.Second[i])) * rate))[0];
            }
        }
    }
}
