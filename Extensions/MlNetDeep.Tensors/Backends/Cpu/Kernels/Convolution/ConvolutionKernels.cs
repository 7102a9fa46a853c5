using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The three passes of a two-dimensional convolution over channels-last images.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>output = activation(input * weight + bias + residual); bias and residual may be null, and the residual is not the
    /// output. The weights are packed by <see cref="Pack"/> or not.</summary>
    public static void Forward(
        in Convolution2DGeometry g, float* input, float* weight, bool packed, float* bias, float* residual,
        FusedActivation activation, float* output)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            ScalarConvolution.Forward(g, input, weight, bias, residual, activation, output);
            return;
        }

        ConvolutionTap* taps = Scratch.Values<ConvolutionTap>(ScratchSlot.Taps, g.Taps);
        Run(ForwardPass(g, taps, input, weight, bias, residual, activation, output) with { Packed = packed });
    }

    /// <summary>Numbers that <see cref="Pack"/> writes: the weights in the order of register tiles, which depends on their shape
    /// and the number of groups only; 0 where a forward pass reads weights as they are.</summary>
    public static int PackedCount(in Convolution2DGeometry g)
    {
        if (!Vector128.IsHardwareAccelerated)
            return 0;

        ConvolutionTap* taps = Scratch.Values<ConvolutionTap>(ScratchSlot.Taps, g.Taps);
        ConvolutionPass pass = ForwardPass(g, taps, null, null, null, null, FusedActivation.None, null);
        return Vector512.IsHardwareAccelerated ? ConvolutionPassJob<Vector512<float>, Simd512>.PackedCount(pass)
            : Vector256.IsHardwareAccelerated ? ConvolutionPassJob<Vector256<float>, Simd256>.PackedCount(pass)
            : ConvolutionPassJob<Vector128<float>, Simd128>.PackedCount(pass);
    }

    /// <summary>Packs the weights for forward passes.</summary>
    public static void Pack(in Convolution2DGeometry g, float* weight, float* packed)
    {
        ConvolutionTap* taps = Scratch.Values<ConvolutionTap>(ScratchSlot.Taps, g.Taps);
        ConvolutionPass pass = ForwardPass(g, taps, null, weight, null, null, FusedActivation.None, null);
        if (Vector512.IsHardwareAccelerated)
            ConvolutionWeights<Vector512<float>, Simd512>.Pack(pass, packed);
        else if (Vector256.IsHardwareAccelerated)
            ConvolutionWeights<Vector256<float>, Simd256>.Pack(pass, packed);
        else
            ConvolutionWeights<Vector128<float>, Simd128>.Pack(pass, packed);
    }

    /// <summary>The gradient of the input; every number of it is written.</summary>
    /// <remarks>The input pixels fall into StrideH x StrideW phases; the pixels of one phase are reached by the same
    /// taps, and their gradient is a convolution of the output's gradient with those taps, without a stride.</remarks>
    public static void InputGradient(in Convolution2DGeometry g, float* gradOutput, float* weight, float* gradInput)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            ScalarConvolution.InputGradient(g, gradOutput, weight, gradInput);
            return;
        }

        bool narrow = Vector512.IsHardwareAccelerated ? ConvolutionNarrowGradientJob<Vector512<float>, Simd512>.TryRun(g, gradOutput, weight, gradInput)
            : Vector256.IsHardwareAccelerated ? ConvolutionNarrowGradientJob<Vector256<float>, Simd256>.TryRun(g, gradOutput, weight, gradInput)
            : ConvolutionNarrowGradientJob<Vector128<float>, Simd128>.TryRun(g, gradOutput, weight, gradInput);
        if (narrow)
            return;

        ConvolutionTap* taps = Scratch.Values<ConvolutionTap>(ScratchSlot.Taps, g.Taps);
        if (HasUnreadPhase(g.KernelH, g.StrideH, g.DilationH) || HasUnreadPhase(g.KernelW, g.StrideW, g.DilationW))
            ElementwiseKernels.Fill(gradInput, 0, g.InPixels * g.C);
        for (int phase = 0; phase < g.StrideH * g.StrideW; phase++)
        {
            int phaseY = phase / g.StrideW, phaseX = phase % g.StrideW;
            int count = 0;
            for (int t = 0; t < g.Taps; t++)
            {
                int y = phaseY + g.PadTop - (t / g.KernelW * g.DilationH);
                int x = phaseX + g.PadLeft - (t % g.KernelW * g.DilationW);
                if (y % g.StrideH == 0 && x % g.StrideW == 0)
                    taps[count++] = new ConvolutionTap(y / g.StrideH, x / g.StrideW, t);
            }

            // Pixels that no window reads, as most of a strided 1x1 convolution: cleared all together, before the others are written.
            if (count == 0)
                continue;

            ConvolutionPass pass = new()
            {
                Source = gradOutput,
                SourceH = g.OutH,
                SourceW = g.OutW,
                SourceC = g.K,
                SourceStepY = 1,
                SourceStepX = 1,
                Destination = gradInput,
                DestinationH = g.H,
                DestinationW = g.W,
                DestinationC = g.C,
                DestinationStepY = g.StrideH,
                DestinationStepX = g.StrideW,
                FirstY = phaseY,
                FirstX = phaseX,
                N = g.N,
                GridH = (g.H - phaseY + g.StrideH - 1) / g.StrideH,
                GridW = (g.W - phaseX + g.StrideW - 1) / g.StrideW,
                Taps = count,
                TapList = taps,
                Weight = weight,
                K = g.K,
                GroupC = g.GroupC,
                GroupK = g.GroupK,
                Groups = g.Groups,
                Transposed = true,
            };
            Run(pass);
        }
    }

    /// <summary>The gradients of the weights and of the bias (which may be null); every number is written.</summary>
    public static void WeightGradient(
        in Convolution2DGeometry g, float* input, float* gradOutput, float* gradWeight, float* gradBias)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            ScalarConvolution.WeightGradient(g, input, gradOutput, gradWeight, gradBias);
            return;
        }

        ConvolutionTap* taps = Scratch.Values<ConvolutionTap>(ScratchSlot.Taps, g.Taps);
        ConvolutionPass pass = ForwardPass(g, taps, input, gradWeight, gradBias, null, FusedActivation.None, gradOutput);
        if (Vector512.IsHardwareAccelerated)
            ConvolutionWeightGradientJob<Vector512<float>, Simd512>.Run(pass);
        else if (Vector256.IsHardwareAccelerated)
            ConvolutionWeightGradientJob<Vector256<float>, Simd256>.Run(pass);
        else
            ConvolutionWeightGradientJob<Vector128<float>, Simd128>.Run(pass);
    }

    /// <summary>Whether some remainder of positions by the stride is reached by no tap of an axis.</summary>
    private static bool HasUnreadPhase(int kernel, int stride, int dilation)
    {
        for (int phase = 0; phase < stride; phase++)
        {
            bool read = false;
            for (int tap = 0; tap < kernel && !read; tap++) read = tap * (long)dilation % stride == phase;
            if (!read)
                return true;
        }

        return false;
    }

    private static ConvolutionPass ForwardPass(
        in Convolution2DGeometry g, ConvolutionTap* taps, float* input, float* weight, float* bias, float* residual,
        FusedActivation activation, float* output)
    {
        for (int t = 0; t < g.Taps; t++)
        {
            int y = t / g.KernelW, x = t % g.KernelW;
            taps[t] = new ConvolutionTap((y * g.DilationH) - g.PadTop, (x * g.DilationW) - g.PadLeft, t);
        }

        return new ConvolutionPass
        {
            Source = input,
            SourceH = g.H,
            SourceW = g.W,
            SourceC = g.C,
            SourceStepY = g.StrideH,
            SourceStepX = g.StrideW,
            Destination = output,
            DestinationH = g.OutH,
            DestinationW = g.OutW,
            DestinationC = g.K,
            DestinationStepY = 1,
            DestinationStepX = 1,
            N = g.N,
            GridH = g.OutH,
            GridW = g.OutW,
            Taps = g.Taps,
            TapList = taps,
            RunTaps = g.DilationW == 1 ? g.KernelW : 1,
            Weight = weight,
            K = g.K,
            GroupC = g.GroupC,
            GroupK = g.GroupK,
            Groups = g.Groups,
            Bias = bias,
            Residual = residual,
            Relu = activation == FusedActivation.Relu,
        };
    }

    private static void Run(in ConvolutionPass pass)
    {
        if (Vector512.IsHardwareAccelerated)
            ConvolutionPassJob<Vector512<float>, Simd512>.Run(pass);
        else if (Vector256.IsHardwareAccelerated)
            ConvolutionPassJob<Vector256<float>, Simd256>.Run(pass);
        else
            ConvolutionPassJob<Vector128<float>, Simd128>.Run(pass);
    }
}
