using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Tests.Backends.Cpu.Kernels;

[Collection(nameof(Parallelism))]
public sealed unsafe class ConvolutionKernelsTests
{
    /// <summary>N, H, W, C, K, kernel, stride, padding, dilation, groups.</summary>
    public static TheoryData<string> Listed =>
    [
        "2 8x8 3->32 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "1 32x32 3->16 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "2 9x7 32->32 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "3 4x4 64->64 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "3 2x2 33->65 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "1 1x1 5->7 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "2 5x5 16->17 k1x1 s1x1 p0,0,0,0 d1x1 g1",
        "2 8x8 17->16 k1x1 s2x2 p0,0,0,0 d1x1 g1",
        "2 9x9 8->40 k3x3 s2x2 p1,1,1,1 d1x1 g1",
        "2 8x8 8->40 k3x3 s2x2 p0,1,0,1 d1x1 g1",
        "1 11x13 6->10 k5x5 s1x1 p2,2,2,2 d1x1 g1",
        "1 15x14 3->64 k7x7 s2x2 p3,3,3,3 d1x1 g1",
        "1 23x23 3->33 k11x11 s4x4 p2,2,2,2 d1x1 g1",
        "1 5x9 4->5 k1x7 s1x1 p0,0,3,3 d1x1 g1",
        "1 9x5 4->5 k7x1 s1x1 p3,3,0,0 d1x1 g1",
        "2 6x5 12->9 k6x5 s1x1 p0,0,0,0 d1x1 g1",
        "1 12x12 16->16 k3x3 s1x1 p2,2,2,2 d2x2 g1",
        "2 10x9 8->8 k3x2 s3x2 p0,2,1,0 d2x1 g1",
        "2 7x7 8->12 k3x3 s1x1 p1,1,1,1 d1x1 g2",
        "2 7x7 66->34 k3x3 s2x2 p1,1,1,1 d1x1 g2",
        "2 7x6 35->35 k3x3 s1x1 p1,1,1,1 d1x1 g35",
        "2 7x6 64->64 k5x5 s2x2 p2,2,2,2 d1x1 g64",
        "1 9x9 20->20 k3x3 s1x1 p2,2,2,2 d2x2 g20",
        "2 6x6 5->10 k3x3 s1x1 p1,1,1,1 d1x1 g5",
        "1 7x7 4->4 k2x2 s3x3 p0,0,0,0 d1x1 g1",
        "1 3x3 700->33 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "1 3x3 33->700 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "0 4x4 8->8 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "1 40x40 2->3 k40x40 s1x1 p0,0,0,0 d1x1 g1",
        "2 33x33 9->5 k33x33 s1x1 p1,1,1,1 d1x1 g1",
        "9 14x14 24->48 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "16 2x2 40->48 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "5 7x7 288->40 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "1 40x300 3->4 k3x3 s1x1 p1,1,1,1 d1x1 g1",
        "1 90x200 1->8 k5x5 s2x3 p2,2,2,2 d1x1 g1",
        "1 60x150 4->6 k7x7 s2x2 p3,3,3,3 d2x1 g1",
        "1 40x30 2->6 k2x2 s3x3 p0,0,0,0 d1x1 g1",
        "1 17x126 4->2 k17x17 s1x1 p0,0,0,0 d1x1 g1",
    ];

    [Theory]
    [MemberData(nameof(Listed))]
    public void Forward_is_the_scalar_twin(string geometry) => CheckForward(Parse(geometry));

    [Theory]
    [MemberData(nameof(Listed))]
    public void Packed_weights_give_the_same_bits_for_images_of_any_size(string text)
    {
        Convolution2DGeometry g = Parse(text);
        int count = ConvolutionKernels.PackedCount(g);
        if (count == 0)
            return;

        Random random = new(1);
        KernelBuffer weight = KernelBuffer.Random(g.WeightCount, random), packed = new(count);
        ConvolutionKernels.Pack(g with { N = 0 }, weight.Pointer, packed.Pointer);
        packed.CheckGuards();
        KernelBuffer input = KernelBuffer.Random(g.InPixels * g.C, random), bias = KernelBuffer.Random(g.K, random);
        KernelBuffer expected = new(g.OutPixels * g.K), actual = new(g.OutPixels * g.K);
        ConvolutionKernels.Forward(g, input.Pointer, weight.Pointer, false, bias.Pointer, null, FusedActivation.Relu, expected.Pointer);
        ConvolutionKernels.Forward(g, input.Pointer, packed.Pointer, true, bias.Pointer, null, FusedActivation.Relu, actual.Pointer);
        Assert.Equal(expected.Span, actual.Span);
        KeepAlive(weight, packed, input, bias);
    }

    [Theory]
    [MemberData(nameof(Listed))]
    public void Input_gradient_is_the_scalar_twin(string geometry) => CheckInputGradient(Parse(geometry));

    [Theory]
    [MemberData(nameof(Listed))]
    public void Weight_gradient_is_the_scalar_twin(string geometry) => CheckWeightGradient(Parse(geometry));

    [Fact]
    public void Any_geometry_gives_what_the_scalar_twins_give()
        => Prop.ForAll(Geometries().ToArbitrary(), geometry =>
        {
            CheckForward(geometry);
            CheckInputGradient(geometry);
            CheckWeightGradient(geometry);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("5 13x13 24->40 k3x3 s1x1 p1,1,1,1 d1x1 g1")]
    [InlineData("16 12x12 16->16 k3x3 s2x2 p1,1,1,1 d1x1 g1")]
    [InlineData("4 32x32 3->32 k3x3 s1x1 p1,1,1,1 d1x1 g1")]
    [InlineData("4 16x16 64->64 k3x3 s1x1 p1,1,1,1 d1x1 g64")]
    [InlineData("16 2x2 288->512 k3x3 s1x1 p1,1,1,1 d1x1 g1")]
    [InlineData("16 14x14 128->256 k3x3 s1x1 p1,1,1,1 d1x1 g1")]
    public void Bits_do_not_depend_on_the_number_of_threads(string text)
    {
        Convolution2DGeometry geometry = Parse(text);
        int threads = Parallelism.MaxThreads;
        try
        {
            Parallelism.MaxThreads = 1;
            float[][] expected = AllPasses(geometry);
            foreach (int count in (int[])[2, 4])
            {
                Parallelism.MaxThreads = count;
                float[][] actual = AllPasses(geometry);
                for (int pass = 0; pass < expected.Length; pass++)
                    Assert.Equal(expected[pass], actual[pass]);
            }
        }
        finally
        {
            Parallelism.MaxThreads = threads;
        }
    }

    [Fact]
    public void Callers_on_several_threads_do_not_disturb_each_other()
    {
        string[] geometries = ["3 13x13 24->40 k3x3 s1x1 p1,1,1,1 d1x1 g1", "2 32x32 3->32 k3x3 s1x1 p1,1,1,1 d1x1 g1"];
        float[][][] expected = [.. geometries.Select(text => AllPasses(Parse(text)))];
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            float[][] actual = AllPasses(Parse(geometries[i % 2]));
            for (int pass = 0; pass < actual.Length; pass++)
                Assert.Equal(expected[i % 2][pass], actual[pass]);
        });
    }

    [Fact]
    public void A_pass_allocates_nothing_once_its_buffers_exist()
    {
        Convolution2DGeometry g = Parse("4 16x16 24->40 k3x3 s1x1 p1,1,1,1 d1x1 g1");
        Random random = new(1);
        KernelBuffer input = KernelBuffer.Random(g.InPixels * g.C, random), output = KernelBuffer.Random(g.OutPixels * g.K, random);
        KernelBuffer weight = KernelBuffer.Random(g.WeightCount, random), bias = KernelBuffer.Random(g.K, random);
        AllPasses();

        // A collection, which tests beside this one cause, counts what is left of the thread's allocation context as allocated.
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            AllPasses();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        KeepAlive(input, output, weight, bias);

        void AllPasses()
        {
            int threads = Parallelism.MaxThreads;
            Parallelism.MaxThreads = 1;
            ConvolutionKernels.WeightGradient(g, input.Pointer, output.Pointer, weight.Pointer, bias.Pointer);
            ConvolutionKernels.InputGradient(g, output.Pointer, weight.Pointer, input.Pointer);
            ConvolutionKernels.Forward(g, input.Pointer, weight.Pointer, false, bias.Pointer, null, FusedActivation.Relu, output.Pointer);
            Parallelism.MaxThreads = threads;
        }
    }

    [Fact]
    public void Unread_border_has_a_gradient_of_zero()
    {
        Convolution2DGeometry geometry = Parse("1 8x8 16->16 k2x2 s3x3 p0,0,0,0 d1x1 g1");
        KernelBuffer gradInput = InputGradient(geometry, scalar: false);
        for (int y = 0; y < 8; y++)
        {
            for (int x = 0; x < 8; x++)
            {
                bool read = y % 3 < 2 && x % 3 < 2;
                Assert.Equal(read, gradInput.Span[(((y * 8) + x) * 16) + 3] != 0);
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Nan_and_infinity_reach_exactly_the_pixels_that_read_them(float special)
    {
        Convolution2DGeometry g = Parse("1 7x9 20->36 k3x3 s1x1 p1,1,1,1 d1x1 g1");
        Random random = new(1);
        KernelBuffer input = KernelBuffer.Random(g.InPixels * g.C, random);
        KernelBuffer weight = KernelBuffer.Random(g.WeightCount, random);
        input.Span[(((3 * 9) + 4) * 20) + 7] = special;
        KernelBuffer output = new(g.OutPixels * g.K);
        ConvolutionKernels.Forward(g, input.Pointer, weight.Pointer, false, null, null, FusedActivation.None, output.Pointer);
        KeepAlive(input, weight);
        for (int y = 0; y < 7; y++)
        {
            for (int x = 0; x < 9; x++)
            {
                bool reads = Math.Abs(y - 3) <= 1 && Math.Abs(x - 4) <= 1;
                for (int k = 0; k < g.K; k++)
                    Assert.Equal(reads, !float.IsFinite(output.Span[(((y * 9) + x) * g.K) + k]));
            }
        }
    }

    private static Gen<Convolution2DGeometry> Geometries()
    {
        Gen<int> channels = Gen.Elements(1, 2, 3, 5, 8, 16, 17, 32, 33, 64);
        return from n in Gen.Choose(1, 3)
               from h in Gen.Choose(1, 12)
               from w in Gen.Choose(1, 12)
               from groups in Gen.Frequency((6, Gen.Constant(1)), (1, Gen.Constant(2)), (1, Gen.Constant(3)))
               from groupC in channels
               from groupK in channels
               from depthwise in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
               from kernelH in Gen.Choose(1, 5)
               from kernelW in Gen.Choose(1, 5)
               from strideH in Gen.Choose(1, 4)
               from strideW in Gen.Choose(1, 4)
               from dilationH in Gen.Choose(1, 2)
               from dilationW in Gen.Choose(1, 2)
               from padTop in Gen.Choose(0, 2)
               from padBottom in Gen.Choose(0, 2)
               from padLeft in Gen.Choose(0, 2)
               from padRight in Gen.Choose(0, 2)
               let c = depthwise ? groupC : groupC * groups
               let k = depthwise ? groupC : groupK * groups
               let g = depthwise ? groupC : groups
               let outH = (h + padTop + padBottom - (dilationH * (kernelH - 1)) - 1) / strideH + 1
               let outW = (w + padLeft + padRight - (dilationW * (kernelW - 1)) - 1) / strideW + 1
               where h + padTop + padBottom > dilationH * (kernelH - 1) && w + padLeft + padRight > dilationW * (kernelW - 1)
               select new Convolution2DGeometry
               {
                   N = n,
                   H = h,
                   W = w,
                   C = c,
                   OutH = outH,
                   OutW = outW,
                   K = k,
                   KernelH = kernelH,
                   KernelW = kernelW,
                   StrideH = strideH,
                   StrideW = strideW,
                   PadTop = padTop,
                   PadLeft = padLeft,
                   DilationH = dilationH,
                   DilationW = dilationW,
                   Groups = g,
               };
    }

    private static void CheckForward(Convolution2DGeometry g)
    {
        foreach (FusedActivation activation in Enum.GetValues<FusedActivation>())
        {
            foreach ((bool bias, bool residual) in ((bool, bool)[])[(true, true), (true, false), (false, true), (false, false)])
                Compare(g, Forward(g, activation, bias, residual, true), Forward(g, activation, bias, residual, false), g.Taps * g.GroupC, "forward");
        }
    }

    private static void CheckInputGradient(Convolution2DGeometry g)
        => Compare(g, InputGradient(g, true), InputGradient(g, false), g.Taps * g.GroupK, "input gradient");

    private static void CheckWeightGradient(Convolution2DGeometry g)
    {
        (KernelBuffer expected, KernelBuffer expectedBias) = WeightGradient(g, true, true);
        (KernelBuffer actual, KernelBuffer actualBias) = WeightGradient(g, false, true);
        Compare(g, expected, actual, g.OutPixels, "weight gradient");
        Compare(g, expectedBias, actualBias, g.OutPixels, "bias gradient");
        Compare(g, expected, WeightGradient(g, false, false).Weight, g.OutPixels, "weight gradient without bias");
    }

    private static void Compare(Convolution2DGeometry g, KernelBuffer expected, KernelBuffer actual, int terms, string pass)
    {
        KernelAssert.Close(expected.Span, actual.Span, terms, $"{pass} of {Describe(g)}");
        actual.CheckGuards();
    }

    private static float[][] AllPasses(Convolution2DGeometry g)
    {
        (KernelBuffer weight, KernelBuffer bias) = WeightGradient(g, false, true);
        return
        [
            Forward(g, FusedActivation.Relu, true, true, false).Span.ToArray(),
            InputGradient(g, false).Span.ToArray(),
            weight.Span.ToArray(),
            bias.Span.ToArray(),
        ];
    }

    private static KernelBuffer Forward(Convolution2DGeometry g, FusedActivation activation, bool withBias, bool withResidual, bool scalar)
    {
        Random random = new(1);
        KernelBuffer input = KernelBuffer.Random(g.InPixels * g.C, random);
        KernelBuffer weight = KernelBuffer.Random(g.WeightCount, random);
        KernelBuffer bias = KernelBuffer.Random(g.K, random);
        KernelBuffer residual = KernelBuffer.Random(g.OutPixels * g.K, random);
        KernelBuffer output = new(g.OutPixels * g.K);
        float* b = withBias ? bias.Pointer : null, r = withResidual ? residual.Pointer : null;
        if (scalar)
            ScalarConvolution.Forward(g, input.Pointer, weight.Pointer, b, r, activation, output.Pointer);
        else
            ConvolutionKernels.Forward(g, input.Pointer, weight.Pointer, false, b, r, activation, output.Pointer);
        KeepAlive(input, weight, bias, residual);
        return output;
    }

    private static KernelBuffer InputGradient(Convolution2DGeometry g, bool scalar)
    {
        Random random = new(2);
        KernelBuffer gradOutput = KernelBuffer.Random(g.OutPixels * g.K, random);
        KernelBuffer weight = KernelBuffer.Random(g.WeightCount, random);
        KernelBuffer gradInput = new(g.InPixels * g.C);
        if (scalar)
            ScalarConvolution.InputGradient(g, gradOutput.Pointer, weight.Pointer, gradInput.Pointer);
        else
            ConvolutionKernels.InputGradient(g, gradOutput.Pointer, weight.Pointer, gradInput.Pointer);
        KeepAlive(gradOutput, weight);
        return gradInput;
    }

    private static (KernelBuffer Weight, KernelBuffer Bias) WeightGradient(Convolution2DGeometry g, bool scalar, bool withBias)
    {
        Random random = new(3);
        KernelBuffer input = KernelBuffer.Random(g.InPixels * g.C, random);
        KernelBuffer gradOutput = KernelBuffer.Random(g.OutPixels * g.K, random);
        KernelBuffer gradWeight = new(g.WeightCount);
        KernelBuffer gradBias = new(g.K);
        float* b = withBias ? gradBias.Pointer : null;
        if (scalar)
            ScalarConvolution.WeightGradient(g, input.Pointer, gradOutput.Pointer, gradWeight.Pointer, b);
        else
            ConvolutionKernels.WeightGradient(g, input.Pointer, gradOutput.Pointer, gradWeight.Pointer, b);
        KeepAlive(input, gradOutput);
        return (gradWeight, gradBias);
    }

    /// <summary>A pointer does not keep its buffer from the garbage collector.</summary>
    private static void KeepAlive(params ReadOnlySpan<KernelBuffer> buffers)
    {
        foreach (KernelBuffer buffer in buffers)
            GC.KeepAlive(buffer);
    }

    private static Convolution2DGeometry Parse(string text)
    {
        string[] parts = text.Replace("->", " ", StringComparison.Ordinal).Split(' ');
        int[] Numbers(string part, char separator) => [.. part.TrimStart('k', 's', 'p', 'd', 'g').Split(separator).Select(int.Parse)];
        int[] size = Numbers(parts[1], 'x'), kernel = Numbers(parts[4], 'x'), stride = Numbers(parts[5], 'x');
        int[] pad = Numbers(parts[6], ','), dilation = Numbers(parts[7], 'x');
        return new Convolution2DGeometry
        {
            N = int.Parse(parts[0]),
            H = size[0],
            W = size[1],
            C = int.Parse(parts[2]),
            K = int.Parse(parts[3]),
            KernelH = kernel[0],
            KernelW = kernel[1],
            StrideH = stride[0],
            StrideW = stride[1],
            PadTop = pad[0],
            PadLeft = pad[2],
            DilationH = dilation[0],
            DilationW = dilation[1],
            OutH = (size[0] + pad[0] + pad[1] - (dilation[0] * (kernel[0] - 1)) - 1) / stride[0] + 1,
            OutW = (size[1] + pad[2] + pad[3] - (dilation[1] * (kernel[1] - 1)) - 1) / stride[1] + 1,
            Groups = int.Parse(parts[8][1..]),
        };
    }

    private static string Describe(Convolution2DGeometry g)
        => $"{g.N} {g.H}x{g.W} {g.C}->{g.K} k{g.KernelH}x{g.KernelW} s{g.StrideH}x{g.StrideW} pad {g.PadTop},{g.PadLeft} "
            + $"d{g.DilationH}x{g.DilationW} g{g.Groups} to {g.OutH}x{g.OutW}";
}
