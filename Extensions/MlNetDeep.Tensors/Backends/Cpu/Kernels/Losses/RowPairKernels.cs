using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Euclidean distances and cosines of the rows of two matrices [rows, columns], and their gradients. A row stays in the first-level
/// cache, so the gradients compute its sums again rather than keep them. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class RowPairKernels
{
    // As in PyTorch's cosine embedding loss: it keeps the cosine of a zero vector, 0, and its gradient defined.
    private const double CosineEpsilon = 1e-12;

    /// <summary>y = sqrt(sum((a - b + offset)^2) + floor).</summary>
    internal static void Distance(float* a, float* b, int rows, int columns, float offset, float floor, float* y)
    {
        var job = new DistanceJob { A = a, B = b, Y = y, Rows = rows, Columns = columns, Offset = offset, Floor = floor, RowsPerBlock = Blocks.Rows(columns) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    internal static void DistanceGradient(float* a, float* b, float* y, float* dy, int rows, int columns, float offset, float* da, float* db)
    {
        var job = new DistanceJob { A = a, B = b, Y = y, Rows = rows, Columns = columns, Offset = offset, OutGradient = dy, AGradient = da, BGradient = db, RowsPerBlock = Blocks.Rows(columns) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    /// <summary>y = a b / sqrt((a a + epsilon) (b b + epsilon)).</summary>
    internal static void Cosine(float* a, float* b, int rows, int columns, float* y)
    {
        var job = new CosineJob { A = a, B = b, Y = y, Rows = rows, Columns = columns, RowsPerBlock = Blocks.Rows(columns) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    internal static void CosineGradient(float* a, float* b, float* dy, int rows, int columns, float* da, float* db)
    {
        var job = new CosineJob { A = a, B = b, Rows = rows, Columns = columns, OutGradient = dy, AGradient = da, BGradient = db, RowsPerBlock = Blocks.Rows(columns) };
        WorkerPool.Run(Blocks.Count(rows, job.RowsPerBlock), ref job);
    }

    private struct DistanceJob : IBlockJob
    {
        internal float* A, B, Y, OutGradient, AGradient, BGradient;
        internal int Rows, Columns, RowsPerBlock;
        internal float Offset, Floor;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                long start = (long)row * Columns;
                if (OutGradient is null) Y[row] = (float)Math.Sqrt(SquaredSum(A + start, B + start) + Floor);
                else Gradient(start, Y[row] == 0 ? 0 : OutGradient[row] / Y[row]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly double SquaredSum(float* a, float* b)
        {
            int i = 0;
            var offset = new Vector<float>(Offset);
            Vector<float> sum = default, other = default;
            for (; i <= Columns - (2 * Vector<float>.Count); i += 2 * Vector<float>.Count)
            {
                Vector<float> d = Vector.Load(a + i) - Vector.Load(b + i) + offset;
                Vector<float> e = Vector.Load(a + i + Vector<float>.Count) - Vector.Load(b + i + Vector<float>.Count) + offset;
                sum += d * d;
                other += e * e;
            }
            double total = Vector.Sum(sum + other);
            for (; i < Columns; i++)
            {
                float d = a[i] - b[i] + Offset;
                total += d * d;
            }
            return total;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Gradient(long start, float scale)
        {
            float* a = A + start, b = B + start, da = AGradient + start, db = BGradient + start;
            int i = 0;
            var offset = new Vector<float>(Offset);
            for (; i <= Columns - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> d = (Vector.Load(a + i) - Vector.Load(b + i) + offset) * scale;
                if (AGradient is not null) d.Store(da + i);
                if (BGradient is not null) (-d).Store(db + i);
            }
            for (; i < Columns; i++)
            {
                float d = (a[i] - b[i] + Offset) * scale;
                if (AGradient is not null) da[i] = d;
                if (BGradient is not null) db[i] = -d;
            }
        }
    }

    private struct CosineJob : IBlockJob
    {
        internal float* A, B, Y, OutGradient, AGradient, BGradient;
        internal int Rows, Columns, RowsPerBlock;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Rows, (block + 1L) * RowsPerBlock);
            for (int row = block * RowsPerBlock; row < end; row++)
            {
                float* a = A + ((long)row * Columns), b = B + ((long)row * Columns);
                Products(a, b, out double ab, out double aa, out double bb);
                aa += CosineEpsilon;
                bb += CosineEpsilon;
                double inverse = 1 / Math.Sqrt(aa * bb), cosine = ab * inverse;
                if (OutGradient is null)
                {
                    Y[row] = (float)cosine;
                    continue;
                }
                // By a: b / (|a| |b|) - cosine a / |a|^2.
                double outer = OutGradient[row];
                if (AGradient is not null) Combine(b, (float)(outer * inverse), a, (float)(-outer * cosine / aa), AGradient + ((long)row * Columns));
                if (BGradient is not null) Combine(a, (float)(outer * inverse), b, (float)(-outer * cosine / bb), BGradient + ((long)row * Columns));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Products(float* a, float* b, out double ab, out double aa, out double bb)
        {
            int i = 0;
            Vector<float> sumAB = default, sumAA = default, sumBB = default;
            for (; i <= Columns - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector<float> x = Vector.Load(a + i), y = Vector.Load(b + i);
                sumAB += x * y;
                sumAA += x * x;
                sumBB += y * y;
            }
            ab = Vector.Sum(sumAB);
            aa = Vector.Sum(sumAA);
            bb = Vector.Sum(sumBB);
            for (; i < Columns; i++)
            {
                ab += a[i] * b[i];
                aa += a[i] * a[i];
                bb += b[i] * b[i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Combine(float* x, float xScale, float* y, float yScale, float* z)
        {
            int i = 0;
            for (; i <= Columns - Vector<float>.Count; i += Vector<float>.Count) ((Vector.Load(x + i) * xScale) + (Vector.Load(y + i) * yScale)).Store(z + i);
            for (; i < Columns; i++) z[i] = (x[i] * xScale) + (y[i] * yScale);
        }
    }
}
