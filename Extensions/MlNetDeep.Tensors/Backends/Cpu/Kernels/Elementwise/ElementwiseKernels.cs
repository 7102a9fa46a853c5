using System.Numerics.Tensors;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// Elementwise passes over whole tensors: blocks of <see cref="Blocks.Elements"/> go to the worker pool, functions of several
/// passes run tile by tile inside them. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class ElementwiseKernels
{
    internal static void Forward<T>(float* x, float* y, int count, float parameter) where T : struct, IElementwise
    {
        var job = new ForwardJob<T> { X = x, Y = y, Count = count, Parameter = parameter };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    internal static void Gradient<T>(float* x, float* y, float* dy, float* dx, int count, float parameter) where T : struct, IElementwise
    {
        var job = new GradientJob<T> { X = x, Y = y, OutGradient = dy, InGradient = dx, Count = count, Parameter = parameter };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    internal static void Affine(float* x, float scale, float shift, float* y, int count)
    {
        var job = new AffineJob { X = x, Y = y, Count = count, Scale = scale, Shift = shift };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    internal static void AddTo(float* x, float* sum, int count)
    {
        var job = new AddJob { X = x, Sum = sum, Count = count };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    internal static void Fill(float* y, float value, int count)
    {
        var job = new FillJob { Y = y, Value = value, Count = count };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    internal static void Copy(float* x, float* y, int count)
    {
        var job = new CopyJob { X = x, Y = y, Count = count };
        WorkerPool.Run(Blocks.Count(count, Blocks.Elements), ref job);
    }

    private struct FillJob : IBlockJob
    {
        internal float* Y;
        internal float Value;
        internal int Count;

        public readonly void Execute(int block)
        {
            int start = block * Blocks.Elements;
            new Span<float>(Y + start, Math.Min(Blocks.Elements, Count - start)).Fill(Value);
        }
    }

    private struct CopyJob : IBlockJob
    {
        internal float* X, Y;
        internal int Count;

        public readonly void Execute(int block)
        {
            int start = block * Blocks.Elements, length = Math.Min(Blocks.Elements, Count - start);
            new ReadOnlySpan<float>(X + start, length).CopyTo(new Span<float>(Y + start, length));
        }
    }

    private struct ForwardJob<T> : IBlockJob where T : struct, IElementwise
    {
        internal float* X, Y;
        internal int Count;
        internal float Parameter;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Count, (block + 1L) * Blocks.Elements);
            for (int i = block * Blocks.Elements; i < end; i += Blocks.Tile)
            {
                int length = Math.Min(Blocks.Tile, end - i);
                T.Forward(new ReadOnlySpan<float>(X + i, length), new Span<float>(Y + i, length), Parameter);
            }
        }
    }

    private struct GradientJob<T> : IBlockJob where T : struct, IElementwise
    {
        internal float* X, Y, OutGradient, InGradient;
        internal int Count;
        internal float Parameter;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Count, (block + 1L) * Blocks.Elements);
            for (int i = block * Blocks.Elements; i < end; i += Blocks.Tile)
            {
                int length = Math.Min(Blocks.Tile, end - i);
                T.Gradient(new ReadOnlySpan<float>(X + i, length), new ReadOnlySpan<float>(Y + i, length), new ReadOnlySpan<float>(OutGradient + i, length), new Span<float>(InGradient + i, length), Parameter);
            }
        }
    }

    private struct AffineJob : IBlockJob
    {
        internal float* X, Y;
        internal int Count;
        internal float Scale, Shift;

        public readonly void Execute(int block)
        {
            int start = block * Blocks.Elements, length = Math.Min(Blocks.Elements, Count - start);
            var x = new ReadOnlySpan<float>(X + start, length);
            var y = new Span<float>(Y + start, length);
            if (Shift == 0) TensorPrimitives.Multiply(x, Scale, y);
            else if (Scale == 1) TensorPrimitives.Add(x, Shift, y);
            else
            {
                y.Fill(Shift);
                TensorPrimitives.MultiplyAdd(x, Scale, y, y);
            }
        }
    }

    private struct AddJob : IBlockJob
    {
        internal float* X, Sum;
        internal int Count;

        public readonly void Execute(int block)
        {
            int start = block * Blocks.Elements, length = Math.Min(Blocks.Elements, Count - start);
            var sum = new Span<float>(Sum + start, length);
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(X + start, length), sum);
        }
    }
}
