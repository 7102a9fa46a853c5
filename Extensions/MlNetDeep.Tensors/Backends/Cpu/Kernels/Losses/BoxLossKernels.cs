namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>
/// The losses 1 - IoU + penalty of pairs of boxes, [pairs, 4] each, x1 y1 x2 y2. There are few pairs, the matched ones of a batch,
/// so one goes after the other, in double precision. Called by <see cref="CpuBackend"/>.
/// </summary>
internal static unsafe class BoxLossKernels
{
    private const int PairsPerBlock = 256;

    internal static void Forward(BoxLossFunction function, float* a, float* b, int pairs, float* losses)
    {
        var job = new Job { Function = function, A = a, B = b, Pairs = pairs, Losses = losses };
        WorkerPool.Run(Blocks.Count(pairs, PairsPerBlock), ref job);
    }

    /// <summary>The gradients; <paramref name="outStep"/> is 1 where each pair has a gradient of its own, 0 where all share one.</summary>
    internal static void Gradient(BoxLossFunction function, float* a, float* b, int pairs, float* dy, int outStep, float scale, float* da, float* db)
    {
        var job = new Job { Function = function, A = a, B = b, Pairs = pairs, OutGradient = dy, OutStep = outStep, Scale = scale, AGradient = da, BGradient = db };
        WorkerPool.Run(Blocks.Count(pairs, PairsPerBlock), ref job);
    }

    private struct Job : IBlockJob
    {
        internal BoxLossFunction Function;
        internal float* A, B, Losses, OutGradient, AGradient, BGradient;
        internal int Pairs, OutStep;
        internal float Scale;

        public readonly void Execute(int block)
        {
            int end = (int)Math.Min(Pairs, (block + 1L) * PairsPerBlock);
            for (int pair = block * PairsPerBlock; pair < end; pair++)
            {
                var boxes = new BoxPair(A + (4L * pair), B + (4L * pair));
                if (Losses is not null)
                {
                    Losses[pair] = (float)boxes.Loss(Function);
                    continue;
                }
                boxes.Gradient(Function, out BoxGradient a, out BoxGradient b);
                double outer = (double)Scale * OutGradient[(long)pair * OutStep];
                if (AGradient is not null) a.Store(outer, AGradient + (4L * pair));
                if (BGradient is not null) b.Store(outer, BGradient + (4L * pair));
            }
        }
    }
}
