using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The gradient of an input with few channels, such as an image, which would leave most of a vector empty.</summary>
/// <remarks>
/// Layout: the taps and channels together are the columns of one matrix product, so that each output pixel gives a row of what it adds
/// to every input pixel it has read; these rows are then added to a row of the input's gradient that has room for four channels per
/// pixel. A block is some rows of one image; it computes the output rows that reach them, few enough for the second-level cache, and
/// computes those at its edges again. Loop order: output rows; then input rows, taps, pixels.
/// </remarks>
internal unsafe struct ConvolutionNarrowGradientJob<TVector, TSimd> : IBlockJob
    where TVector : struct
    where TSimd : struct, ISimd<TVector>
{
    private const int PixelNumbers = 4;
    private const int BlockNumbers = 192 * 1024;
    private const int MaxBlockNumbers = 4 * 1024 * 1024;
    private const double GrainFlops = 1e6;

    private readonly Convolution2DGeometry _geometry;
    private readonly float* _gradOutput;
    private readonly float* _gradInput;
    private readonly float* _packed;
    private readonly int _columns;
    private readonly int _blockRows;

    private ConvolutionNarrowGradientJob(in Convolution2DGeometry geometry, float* gradOutput, float* weight, float* gradInput)
    {
        _geometry = geometry;
        _gradOutput = gradOutput;
        _gradInput = gradInput;
        int columns = geometry.Taps * geometry.C;
        _columns = Blocks.Count(columns, TSimd.Lanes) * TSimd.Lanes;
        int span = (geometry.KernelH - 1) * geometry.DilationH;
        long outputRows = Math.Max(1, BlockNumbers / ((long)Math.Max(1, geometry.OutW) * _columns));
        _blockRows = (int)Math.Clamp((outputRows * geometry.StrideH) - span, Math.Min(geometry.H, span + geometry.StrideH), geometry.H);
        ConvolutionTap tap = default;
        ConvolutionPass pass = Product(&tap, null, 0, null, columns) with { Weight = weight };
        _packed = Scratch.Floats(ScratchSlot.PackedWeights, new ConvolutionWeights<TVector, TSimd>(pass).Count);
        ConvolutionWeights<TVector, TSimd>.Pack(pass, _packed);
    }

    private readonly int ImageBlocks => Blocks.Count(_geometry.H, _blockRows);

    /// <summary>Computes the gradient if the convolution suits.</summary>
    public static bool TryRun(in Convolution2DGeometry g, float* gradOutput, float* weight, float* gradInput)
    {
        if (!Suits(g))
            return false;

        ConvolutionNarrowGradientJob<TVector, TSimd> job = new(g, gradOutput, weight, gradInput);
        WorkerPool.Run(g.N * job.ImageBlocks, ref job, alone: g.Flops < 2 * GrainFlops);
        return true;
    }

    public readonly void Execute(int block)
    {
        ref readonly Convolution2DGeometry g = ref _geometry;
        int n = block / ImageBlocks, firstRow = block % ImageBlocks * _blockRows, endRow = Math.Min(firstRow + _blockRows, g.H);
        int span = (g.KernelH - 1) * g.DilationH;
        int firstOutput = Math.Max(0, Blocks.Count(Math.Max(0, firstRow + g.PadTop - span), g.StrideH));
        int endOutput = Math.Min(g.OutH, ((endRow - 1 + g.PadTop) / g.StrideH) + 1);
        int pixels = Math.Max(0, endOutput - firstOutput) * g.OutW;
        float* rows = Scratch.Floats(ScratchSlot.Rows, (pixels * _columns) + PixelNumbers);
        ConvolutionTap tap = default;
        float* source = _gradOutput + ((((nint)n * g.OutH) + firstOutput) * g.OutW * g.K);
        if (pixels > 0)
            ConvolutionPassJob<TVector, TSimd>.RunAlone(Product(&tap, source, pixels, rows, _columns) with { Weight = _packed, Packed = true });

        float* sums = Scratch.Floats(ScratchSlot.Sums, g.W * PixelNumbers);
        for (int y = firstRow; y < endRow; y++)
        {
            new Span<float>(sums, g.W * PixelNumbers).Clear();
            for (int ky = 0; ky < g.KernelH; ky++)
            {
                int distance = y + g.PadTop - (ky * g.DilationH), output = distance / g.StrideH;
                if (distance >= 0 && distance % g.StrideH == 0 && output < g.OutH)
                    AddRow(rows + ((nint)(output - firstOutput) * g.OutW * _columns), ky, sums);
            }

            StoreRow(sums, _gradInput + ((((nint)n * g.H) + y) * g.W * g.C));
        }
    }

    /// <summary>Whether the input has few channels, and a block few enough numbers even of a kernel that is large.</summary>
    private static bool Suits(in Convolution2DGeometry g)
    {
        if (g.Groups > 1 || g.C is 0 or > PixelNumbers || g.Taps <= 1 || g.OutPixels == 0 || g.InPixels == 0)
            return false;

        long rows = (2L * (g.KernelH - 1) * g.DilationH / g.StrideH) + 3;
        return rows * g.OutW * ((g.Taps * g.C) + TSimd.Lanes) <= MaxBlockNumbers;
    }

    /// <summary>What the pixels of a row of the output add to each tap and channel: a product without taps.</summary>
    private readonly ConvolutionPass Product(ConvolutionTap* tap, float* source, int pixels, float* destination, int columns) => new()
    {
        Source = source,
        SourceH = 1,
        SourceW = pixels,
        SourceC = _geometry.K,
        SourceStepY = 1,
        SourceStepX = 1,
        Destination = destination,
        DestinationH = 1,
        DestinationW = pixels,
        DestinationC = columns,
        DestinationStepY = 1,
        DestinationStepX = 1,
        N = 1,
        GridH = 1,
        GridW = pixels,
        Taps = 1,
        TapList = tap,
        K = _geometry.K,
        GroupC = columns,
        GroupK = _geometry.K,
        Groups = 1,
        Transposed = true,
    };

    /// <summary>Adds what a row of the output adds through one row of taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void AddRow(float* outputs, int ky, float* sums)
    {
        ref readonly Convolution2DGeometry g = ref _geometry;
        nint columns = _columns, step = (nint)g.StrideW * PixelNumbers;
        for (int kx = 0; kx < g.KernelW; kx++)
        {
            int offset = (kx * g.DilationW) - g.PadLeft;
            int first = offset < 0 ? Blocks.Count(-offset, g.StrideW) : 0;
            int end = offset < g.W ? Math.Min(g.OutW, Blocks.Count(g.W - offset, g.StrideW)) : 0;
            float* output = outputs + (first * columns) + (((ky * g.KernelW) + kx) * g.C);
            float* sum = sums + ((((nint)first * g.StrideW) + offset) * PixelNumbers);
            for (int x = first; x < end; x++)
            {
                (Vector128.Load(sum) + Vector128.Load(output)).Store(sum);
                sum += step;
                output += columns;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void StoreRow(float* sums, float* destination)
    {
        int channels = _geometry.C, last = _geometry.W - 1;

        // Four numbers are stored where the next pixel overwrites those that are too many.
        for (int x = 0; x < last; x++)
        {
            if (channels >= 3 || x + PixelNumbers <= last)
            {
                Vector128.Load(sums).Store(destination);
            }
            else
            {
                for (int c = 0; c < channels; c++)
                    destination[c] = sums[c];
            }

            sums += PixelNumbers;
            destination += channels;
        }

        for (int c = 0; c < channels; c++)
            destination[c] = sums[c];
    }
}
