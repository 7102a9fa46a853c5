using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The weights of an attention: a block multiplies some queries of one batch by the keys and turns the scores into weights while
/// they are in the cache. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class AttentionKernels
{
    internal static void Weights(in AttentionGeometry geometry, float* query, float* key, float* mask, float* weights)
    {
        var job = new WeightsJob { Geometry = geometry, Query = query, Key = key, Mask = mask, Weights = weights, RowBlocks = Blocks.Count(geometry.Queries, BatchedGemmJob.BlockRows) };
        WorkerPool.Run(checked(geometry.Batches * job.RowBlocks), ref job, alone: BatchedGemmJob.IsSmall(geometry.Batches, geometry.Queries, geometry.Keys, geometry.Width));
    }

    internal static void Gradient(in AttentionGeometry geometry, float* weights, float* gradient)
    {
        if (geometry.Keys == 0) return;
        var job = new GradientJob { Weights = weights, Gradients = gradient, Rows = geometry.Batches * geometry.Queries, Columns = geometry.Keys, Scale = geometry.Scale, RowsPerBlock = Blocks.Rows(geometry.Keys) };
        WorkerPool.Run(Blocks.Count(job.Rows, job.RowsPerBlock), ref job);
    }

    private struct WeightsJob : IBlockJob
    {
        internal AttentionGeometry Geometry;
        internal float* Query, Key, Mask, Weights;
        internal int RowBlocks;

        public readonly void Execute(int block)
        {
            (int batch, int rowBlock) = Math.DivRem(block, RowBlocks);
            int first = rowBlock * BatchedGemmJob.BlockRows, rows = Math.Min(BatchedGemmJob.BlockRows, Geometry.Queries - first);
            int keys = Geometry.Keys, width = Geometry.Width;
            int visible = Geometry.Causal ? Math.Min(keys, first + rows) : keys;
            long start = ((long)batch * Geometry.Queries) + first;
            float* weights = Weights + (start * keys);
            BatchedGemmJob.Multiply(rows, visible, width, Query + (start * width), width, false, Key + ((long)batch * keys * width), width, true, weights, keys);

            float* mask = Mask == null ? null : Mask + MaskStart(batch);
            int maskColumns = Mask == null ? 0 : Geometry.Mask[-1];
            for (int row = 0; row < rows; row++, weights += keys)
            {
                int seen = Geometry.Causal ? Math.Min(keys, first + row + 1) : keys;
                new Span<float>(weights + seen, keys - seen).Clear();
                var scores = new Span<float>(weights, seen);
                if (mask == null) TensorPrimitives.Multiply(scores, Geometry.Scale, scores);
                else ApplyMask(scores, mask + (Geometry.Mask[-2] == 1 ? 0 : (long)(first + row) * maskColumns), maskColumns == 1);
                SoftmaxInPlace(weights, seen);
            }
        }

        /// <summary>Where the mask of a batch begins: leading axes of length 1 are repeated.</summary>
        private readonly long MaskStart(int batch)
        {
            long start = 0, stride = (long)Geometry.Mask[-2] * Geometry.Mask[-1];
            for (int axis = Geometry.Scores.Rank - 3; axis >= 0; axis--)
            {
                (batch, int index) = Math.DivRem(batch, Geometry.Scores[axis]);
                if (Geometry.Mask[axis] == 1) continue;
                start += index * stride;
                stride *= Geometry.Mask[axis];
            }
            return start;
        }

        private readonly void ApplyMask(Span<float> scores, float* mask, bool repeated)
        {
            if (Geometry.MaskKind == AttentionMaskKind.Additive)
            {
                if (repeated)
                {
                    TensorPrimitives.Multiply(scores, Geometry.Scale, scores);
                    TensorPrimitives.Add(scores, *mask, scores);
                }
                else TensorPrimitives.MultiplyAdd(scores, Geometry.Scale, new ReadOnlySpan<float>(mask, scores.Length), scores);
                return;
            }
            TensorPrimitives.Multiply(scores, Geometry.Scale, scores);
            if (!repeated) Exclude(scores, mask);
            else if (*mask == 0) scores.Fill(float.NegativeInfinity);
        }

        private static void Exclude(Span<float> scores, float* mask)
        {
            int i = 0;
            fixed (float* p = scores)
            {
                Vector<float> excluded = new(float.NegativeInfinity);
                for (; i <= scores.Length - Vector<float>.Count; i += Vector<float>.Count)
                    Vector.ConditionalSelect(Vector.Equals(Vector.Load(mask + i), Vector<float>.Zero), excluded, Vector.Load(p + i)).Store(p + i);
            }
            for (; i < scores.Length; i++)
                if (mask[i] == 0) scores[i] = float.NegativeInfinity;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void SoftmaxInPlace(float* scores, int count)
        {
            if (count == 0) return;
            var row = new Span<float>(scores, count);
            float largest = TensorPrimitives.Max<float>(row);
            if (float.IsNegativeInfinity(largest))
            {
                row.Clear();
                return;
            }
            Vector<float> shift = new(largest), sums = default;
            int i = 0;
            for (; i <= count - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> e = Saturation.ExpNotPositive(Vector.Load(scores + i) - shift);
                e.Store(scores + i);
                sums += e;
            }
            if (i < count)
            {
                // Stored and read again, the lanes beyond the row are zero.
                PartLanes.Store(Saturation.ExpNotPositive(PartLanes.Load(scores + i, count - i) - shift), scores + i, count - i);
                sums += PartLanes.Load(scores + i, count - i);
            }
            TensorPrimitives.Multiply(row, 1 / Vector.Sum(sums), row);
        }
    }

    private struct GradientJob : IBlockJob
    {
        internal float* Weights, Gradients;
        internal int Rows, Columns, RowsPerBlock;
        internal float Scale;

        // scale w (dw - sum(w dw))
        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                var weights = new ReadOnlySpan<float>(Weights + ((long)row * Columns), Columns);
                var gradient = new Span<float>(Gradients + ((long)row * Columns), Columns);
                TensorPrimitives.Subtract(gradient, TensorPrimitives.Dot(weights, gradient), gradient);
                TensorPrimitives.Multiply(gradient, weights, gradient);
                TensorPrimitives.Multiply(gradient, Scale, gradient);
            }
        }
    }
}
