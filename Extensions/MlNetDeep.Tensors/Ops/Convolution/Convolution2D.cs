using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class Ops
{
    private static readonly Convolution2DOptions DefaultConvolution = new();

    /// <summary>
    /// Two-dimensional convolution (cross-correlation, as in all deep learning): each output pixel is the product of the weight
    /// with the window of the input around it, plus bias, through the activation; one kernel.
    /// </summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="weight">[kernel height, kernel width, C / groups, output channels].</param>
    /// <param name="bias">[output channels], or null.</param>
    /// <param name="options">Stride, padding, dilation, groups, activation; null is stride 1 without padding.</param>
    /// <param name="residual">Added before the activation, of the shape of the result: the end of a residual block. Default none.</param>
    /// <returns>
    /// [N, OutH, OutW, output channels] with <c>OutH = (H + top + bottom - dilation (kernel - 1) - 1) / stride + 1</c>, rounded down.
    /// </returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the options.</exception>
    public static Tensor Convolution2D(Tensor input, Tensor weight, Tensor? bias = null, Convolution2DOptions? options = null, Tensor? residual = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        options ??= DefaultConvolution;
        Convolution2DGeometry geometry = ConvolutionGeometry(input.Shape, weight.Shape, bias, options);
        Tensor y = Convolve(geometry, input, weight, null, bias, residual, options.Activation);
        return Tape.Record(y, (input, weight, bias, options, residual, y), static (gradient, made) =>
        {
            (Tensor input, Tensor weight, Tensor? bias, Convolution2DOptions options, Tensor? residual, Tensor y) = made;
            Convolution2DGeometry geometry = ConvolutionGeometry(input.Shape, weight.Shape, bias, options);
            Tensor before = BeforeActivation(options.Activation, y, gradient);
            if (residual is { RequiresGrad: true }) residual.Accumulate(before.Share(before.Shape));
            if (input.RequiresGrad)
            {
                Tensor inputGradient = Tensor.Allocate(input.Shape);
                Backend.Current.Convolution2DInputGradient(geometry, before.Storage, weight.Storage, inputGradient.Storage);
                input.Accumulate(inputGradient);
            }
            if (weight.RequiresGrad || bias is { RequiresGrad: true })
            {
                Tensor weightGradient = Tensor.Allocate(weight.Shape);
                Tensor? biasGradient = bias is { RequiresGrad: true } ? Tensor.Allocate(bias.Shape) : null;
                Backend.Current.Convolution2DWeightGradient(geometry, input.Storage, before.Storage, weightGradient.Storage, biasGradient?.Storage);
                if (weight.RequiresGrad) weight.Accumulate(weightGradient);
                else weightGradient.Free();
                if (biasGradient is not null) bias!.Accumulate(biasGradient);
            }
            before.Free();
        }, input, weight, bias, residual);
    }

    internal static Tensor Convolve(in Convolution2DGeometry geometry, Tensor input, Tensor weight, Storage? packed, Tensor? bias, Tensor? residual, FusedActivation activation)
    {
        Tensor y = Tensor.Allocate([geometry.N, geometry.OutH, geometry.OutW, geometry.K]);
        if (residual is not null && residual.Shape != y.Shape) ThrowShape("Convolution2D", $"the residual has the shape of the result, {y.Shape}", input.Shape, weight.Shape, residual.Shape);
        Backend.Current.Convolution2D(geometry, input.Storage, packed ?? weight.Storage, packed is not null, bias?.Storage, residual?.Storage, activation, y.Storage);
        return y;
    }

    internal static Convolution2DGeometry ConvolutionGeometry(Shape input, Shape weight, Tensor? bias, Convolution2DOptions options)
    {
        const string name = "Convolution2D";
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input, weight);
        if (weight.Rank != 4) ThrowShape(name, "the weight is [kernel height, kernel width, C / groups, output channels]", input, weight);
        if (options.StrideH < 1 || options.StrideW < 1) ThrowShape(name, $"strides are at least 1, but are {options.StrideH} x {options.StrideW}", input, weight);
        if (options.DilationH < 1 || options.DilationW < 1) ThrowShape(name, $"dilations are at least 1, but are {options.DilationH} x {options.DilationW}", input, weight);
        CheckPadding(name, options.Padding, input);
        int groups = options.Groups, channels = input[3], outputs = weight[3];
        if (groups < 1 || channels % groups != 0 || outputs % groups != 0)
            ThrowShape(name, $"{groups} groups must divide the {channels} input and the {outputs} output channels", input, weight);
        if (weight[2] != channels / groups)
            ThrowShape(name, $"the weight's third axis must be input channels / groups, {channels} / {groups} = {channels / groups}, but is {weight[2]}", input, weight);
        if (bias is not null && (bias.Rank != 1 || bias.Count != outputs)) ThrowShape(name, $"the bias has one number per output channel, [{outputs}]", input, weight, bias.Shape);
        return new Convolution2DGeometry
        {
            N = input[0],
            H = input[1],
            W = input[2],
            C = channels,
            OutH = WindowCount(name, input, input[1], options.Padding.Top + options.Padding.Bottom, weight[0], options.StrideH, options.DilationH),
            OutW = WindowCount(name, input, input[2], options.Padding.Left + options.Padding.Right, weight[1], options.StrideW, options.DilationW),
            K = outputs,
            KernelH = weight[0],
            KernelW = weight[1],
            StrideH = options.StrideH,
            StrideW = options.StrideW,
            PadTop = options.Padding.Top,
            PadLeft = options.Padding.Left,
            DilationH = options.DilationH,
            DilationW = options.DilationW,
            Groups = groups,
        };
    }

    private static void CheckPadding(string operation, Padding2D padding, Shape input)
    {
        // The largest is far beyond any image, and small enough that sums of sizes stay within an int.
        const int largest = 1 << 24;
        foreach (int side in (ReadOnlySpan<int>)[padding.Top, padding.Bottom, padding.Left, padding.Right])
            if (side is < 0 or > largest) ThrowShape(operation, $"paddings are 0 to {largest}, but are {padding}", input);
    }

    private static int WindowCount(string operation, Shape input, int size, int padding, int kernel, int stride, int dilation)
    {
        if (kernel < 1) ThrowShape(operation, $"the window is at least 1 x 1, but one side is {kernel}", input);
        long span = ((long)dilation * (kernel - 1)) + 1;
        if (size + (long)padding < span)
            ThrowShape(operation, $"the window spans {span} pixels but the padded input has only {size} + {padding}", input);
        return (int)((size + (long)padding - span) / stride) + 1;
    }
}
