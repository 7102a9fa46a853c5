using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>What is done to each box by itself: one box is one vector of four floats.</summary>
internal static unsafe class BoxKernels
{
    internal static void Convert(BoxFormat from, BoxFormat to, float* x, float* y, int boxes)
    {
        var job = new ConvertJob { From = from, To = to, X = x, Y = y, Boxes = boxes };
        WorkerPool.Run(Blocks.Count(boxes, ConvertJob.BoxesPerBlock), ref job);
    }

    internal static void ConvertGradient(BoxFormat from, BoxFormat to, float* dy, float* dx, int boxes)
    {
        var job = new ConvertJob { From = from, To = to, X = dy, Y = dx, Boxes = boxes, Gradient = true };
        WorkerPool.Run(Blocks.Count(boxes, ConvertJob.BoxesPerBlock), ref job);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Clip(float* x, float width, float height, float* y, int boxes)
    {
        Vector128<float> high = Vector128.Create(width, height, width, height);
        for (long i = 0; i < 4L * boxes; i += 4) Vector128.Min(Vector128.Max(Vector128.Load(x + i), Vector128<float>.Zero), high).Store(y + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Areas(float* x, float* y, int boxes)
    {
        for (int i = 0; i < boxes; i++, x += 4) y[i] = (x[2] - x[0]) * (x[3] - x[1]);
    }

    private struct ConvertJob : IBlockJob
    {
        internal const int BoxesPerBlock = Kernels.Blocks.Elements / 4;

        internal BoxFormat From, To;
        internal bool Gradient;
        internal float* X, Y;
        internal int Boxes;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Boxes, (block + 1L) * BoxesPerBlock);
            for (long i = 4L * block * BoxesPerBlock; i < 4L * end; i += 4)
            {
                Vector128<float> x = Vector128.Load(X + i);
                (Gradient ? ToCornersGradient(FromCornersGradient(x, To), From) : FromCorners(ToCorners(x, From), To)).Store(Y + i);
            }
        }

        private static Vector128<float> Low(Vector128<float> x) => Vector128.Shuffle(x, Vector128.Create(0, 1, 0, 1));

        private static Vector128<float> High(Vector128<float> x) => Vector128.Shuffle(x, Vector128.Create(2, 3, 2, 3));

        private static Vector128<float> Join(Vector128<float> low, Vector128<float> high) => Vector128.Create(low.GetLower(), high.GetLower());

        private static Vector128<float> ToCorners(Vector128<float> x, BoxFormat format) => format switch
        {
            BoxFormat.CornerAndSize => Join(x, Low(x) + High(x)),
            BoxFormat.CenterAndSize => Join(Low(x) - (High(x) * 0.5f), Low(x) + (High(x) * 0.5f)),
            _ => x,
        };

        private static Vector128<float> FromCorners(Vector128<float> x, BoxFormat format) => format switch
        {
            BoxFormat.CornerAndSize => Join(x, High(x) - Low(x)),
            BoxFormat.CenterAndSize => Join((Low(x) + High(x)) * 0.5f, High(x) - Low(x)),
            _ => x,
        };

        private static Vector128<float> ToCornersGradient(Vector128<float> dy, BoxFormat format) => format switch
        {
            BoxFormat.CornerAndSize => Join(Low(dy) + High(dy), High(dy)),
            BoxFormat.CenterAndSize => Join(Low(dy) + High(dy), (High(dy) - Low(dy)) * 0.5f),
            _ => dy,
        };

        private static Vector128<float> FromCornersGradient(Vector128<float> dy, BoxFormat format) => format switch
        {
            BoxFormat.CornerAndSize => Join(Low(dy) - High(dy), High(dy)),
            BoxFormat.CenterAndSize => Join((Low(dy) * 0.5f) - High(dy), (Low(dy) * 0.5f) + High(dy)),
            _ => dy,
        };
    }
}
