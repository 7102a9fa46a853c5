using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The step of any optimizer over any number of parameters as one job: gradient, state and parameter are read once and written
/// once. A block is a piece of one parameter, so that many small ones cost one hand-off together and a large one is shared.
/// Called by <see cref="CpuBackend"/>.
/// </summary>
/// <remarks>
/// Vectors of the platform's preferred width: a step waits for memory, and wider ones neither divide nor take roots faster.
/// </remarks>
internal static unsafe class OptimizerStepKernels
{
    internal static void Step<TRule>(ReadOnlySpan<OptimizerUpdate<TRule>> updates)
        where TRule : unmanaged, IOptimizerRule<TRule>
    {
        var job = new StepJob<TRule> { Spans = OptimizerSpan<TRule>.List(updates, out int blocks, out bool small), Count = updates.Length };
        WorkerPool.Run(blocks, ref job, alone: small);
    }

    private struct StepJob<TRule> : IBlockJob
        where TRule : unmanaged, IOptimizerRule<TRule>
    {
        internal OptimizerSpan<TRule>* Spans;
        internal int Count;

        public readonly void Execute(int block)
        {
            OptimizerSpan<TRule> span = *OptimizerSpan<TRule>.Of(Spans, Count, block);
            int start = (block - span.FirstBlock) * Blocks.Elements;
            span.Parameter += start;
            span.Gradient += start;
            if (span.First is not null) span.First += start;
            if (span.Second is not null) span.Second += start;
            if (span.Third is not null) span.Third += start;
            span.Count = Math.Min(span.Count - start, Blocks.Elements);
            int vectors = span.Count - (span.Count % Vector<float>.Count);
            Advance(span, vectors);
            if (vectors < span.Count) AdvanceRest(span, vectors);
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Advance(OptimizerSpan<TRule> span, int count)
        {
            float* parameters = span.Parameter, gradients = span.Gradient, first = span.First;
            float* second = TRule.States > 1 ? span.Second : null, third = TRule.States > 2 ? span.Third : null;
            var treatment = new TreatmentVectors(span.Treatment);
            TRule rule = span.Rule;
            for (int i = 0; i < count; i += Vector<float>.Count)
            {
                Vector<float> parameter = Vector.Load(parameters + i);
                Vector<float> gradient = treatment.Apply(Vector.Load(gradients + i), parameter);
                Vector<float> a = first is null ? default : Vector.Load(first + i);
                Vector<float> b = TRule.States > 1 && second is not null ? Vector.Load(second + i) : default;
                Vector<float> c = TRule.States > 2 && third is not null ? Vector.Load(third + i) : default;
                Vector<float> difference = rule.Step(parameter, gradient, ref a, ref b, ref c);
                ((parameter * treatment.Shrink) - difference).Store(parameters + i);
                if (first is not null) a.Store(first + i);
                if (TRule.States > 1 && second is not null) b.Store(second + i);
                if (TRule.States > 2 && third is not null) c.Store(third + i);
            }
        }

        /// <summary>The elements that fill no vector take the same instructions in a vector filled up with zeros.</summary>
        private static void AdvanceRest(OptimizerSpan<TRule> span, int start)
        {
            int width = Vector<float>.Count, count = span.Count - start;
            float* buffer = stackalloc float[5 * width];
            OptimizerSpan<TRule> rest = span;
            rest.Parameter = Take(buffer, span.Parameter, start, count);
            rest.Gradient = Take(buffer + width, span.Gradient, start, count);
            rest.First = Take(buffer + (2 * width), span.First, start, count);
            rest.Second = Take(buffer + (3 * width), span.Second, start, count);
            rest.Third = Take(buffer + (4 * width), span.Third, start, count);
            Advance(rest, width);
            Copy(rest.Parameter, span.Parameter + start, count);
            if (span.First is not null) Copy(rest.First, span.First + start, count);
            if (span.Second is not null) Copy(rest.Second, span.Second + start, count);
            if (span.Third is not null) Copy(rest.Third, span.Third + start, count);
        }

        private static float* Take(float* buffer, float* source, int start, int count)
        {
            if (source is null) return null;
            Copy(source + start, buffer, count);
            return buffer;
        }

        private static void Copy(float* source, float* destination, int count) => new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(destination, count));
    }
}
