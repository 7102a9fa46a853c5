using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors;

public static partial class Ops
{
    private static readonly ConvolutionTranspose2DOptions DefaultConvolutionTranspose = new();

    /// <summary>
    /// Transposed convolution, also called deconvolution: the gradient of a convolution by its input, as an operation of its own. Each
    /// pixel adds the weight, times its number, to a window of the result.
    /// </summary>
    /// <param name="input">[N, H, W, C].</param>
    /// <param name="weight">
    /// [kernel height, kernel width, output channels / groups, C]: the weight of the convolution that it is the transpose of, as in Keras.
    /// </param>
    /// <param name="bias">[output channels], or null.</param>
    /// <param name="options">Stride, padding, output padding, dilation, groups; null is stride 1 without padding.</param>
    /// <returns>
    /// [N, OutH, OutW, output channels] with <c>OutH = (H - 1) stride + dilation (kernel - 1) + 1 - top - bottom + output padding</c>.
    /// </returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the options.</exception>
    public static Tensor ConvolutionTranspose2D(Tensor input, Tensor weight, Tensor? bias = null, ConvolutionTranspose2DOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        Convolution2DGeometry geometry = TransposeGeometry(input.Shape, weight.Shape, bias, options ?? DefaultConvolutionTranspose);
        Tensor y = Tensor.Allocate([geometry.N, geometry.H, geometry.W, geometry.C]);
        Backend.Current.Convolution2DInputGradient(geometry, input.Storage, weight.Storage, y.Storage);
        if (bias is not null) Backend.Current.Binary(BinaryFunction.Add, y.Storage, y.Shape, bias.Storage, bias.Shape, y.Storage, y.Shape);
        return Tape.Record(y, gradient =>
        {
            if (input.RequiresGrad) input.Accumulate(Convolve(geometry, gradient, weight, null, null, null, FusedActivation.None));
            if (weight.RequiresGrad)
            {
                Tensor weightGradient = Tensor.Allocate(weight.Shape);
                Backend.Current.Convolution2DWeightGradient(geometry, gradient.Storage, input.Storage, weightGradient.Storage, null);
                weight.Accumulate(weightGradient);
            }
            if (bias is { RequiresGrad: true }) bias.Accumulate(SumTo(gradient, bias.Shape, 1));
        }, input, weight, bias);
    }

    /// <summary>Transposed convolution along sequences; see <see cref="ConvolutionTranspose2D"/>, of which the horizontal options count.</summary>
    /// <param name="input">[N, L, C].</param>
    /// <param name="weight">[kernel, output channels / groups, C].</param>
    /// <param name="bias">[output channels], or null.</param>
    /// <param name="options">Stride, padding, output padding, dilation and groups of the columns; null is stride 1 without padding.</param>
    /// <returns>[N, OutL, output channels].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the options.</exception>
    public static Tensor ConvolutionTranspose1D(Tensor input, Tensor weight, Tensor? bias = null, ConvolutionTranspose2DOptions? options = null)
    {
        const string name = "ConvolutionTranspose1D";
        Tensor image = Image(name, input), kernel = RowKernel(name, weight);
        if (options is not null && (options.StrideH != 1 || options.DilationH != 1 || options.OutputPaddingH != 0 || options.Padding.Top != 0 || options.Padding.Bottom != 0))
            ThrowShape(name, "a sequence has one row: the vertical options stay as they are by default", input.Shape, weight.Shape);
        return Sequence(ConvolutionTranspose2D(image, kernel, bias, options));
    }

    /// <summary>The convolution whose output has the shape of the input here.</summary>
    private static Convolution2DGeometry TransposeGeometry(Shape input, Shape weight, Tensor? bias, ConvolutionTranspose2DOptions options)
    {
        const string name = "ConvolutionTranspose2D";
        if (input.Rank != 4) ThrowShape(name, "the input is [N, H, W, C]", input, weight);
        if (weight.Rank != 4) ThrowShape(name, "the weight is [kernel height, kernel width, output channels / groups, C]", input, weight);
        if (options.StrideH < 1 || options.StrideW < 1) ThrowShape(name, $"strides are at least 1, but are {options.StrideH} x {options.StrideW}", input, weight);
        if (options.DilationH < 1 || options.DilationW < 1) ThrowShape(name, $"dilations are at least 1, but are {options.DilationH} x {options.DilationW}", input, weight);
        CheckPadding(name, options.Padding, input);
        if (weight[3] != input[3]) ThrowShape(name, $"the weight's last axis is the channels of the input, {input[3]}, but is {weight[3]}", input, weight);
        if (options.Groups < 1 || input[3] % options.Groups != 0) ThrowShape(name, $"{options.Groups} groups must divide the {input[3]} input channels", input, weight);
        int outputs = checked(weight[2] * options.Groups);
        if (bias is not null && (bias.Rank != 1 || bias.Count != outputs)) ThrowShape(name, $"the bias has one number per output channel, [{outputs}]", input, weight, bias.Shape);
        return new Convolution2DGeometry
        {
            N = input[0],
            H = Size(input[1], weight[0], options.StrideH, options.DilationH, options.Padding.Top + options.Padding.Bottom, options.OutputPaddingH),
            W = Size(input[2], weight[1], options.StrideW, options.DilationW, options.Padding.Left + options.Padding.Right, options.OutputPaddingW),
            C = outputs,
            OutH = input[1],
            OutW = input[2],
            K = input[3],
            KernelH = weight[0],
            KernelW = weight[1],
            StrideH = options.StrideH,
            StrideW = options.StrideW,
            PadTop = options.Padding.Top,
            PadLeft = options.Padding.Left,
            DilationH = options.DilationH,
            DilationW = options.DilationW,
            Groups = options.Groups,
        };

        int Size(int size, int kernel, int stride, int dilation, int padding, int more)
        {
            if (size < 1 || kernel < 1) ThrowShape(name, "image and window are at least 1 x 1", input, weight);
            if (more < 0 || more >= Math.Max(stride, dilation)) ThrowShape(name, $"the output padding is at least 0 and below the stride {stride} or the dilation {dilation}, but is {more}", input, weight);
            long result = ((size - 1L) * stride) + ((long)dilation * (kernel - 1)) + 1 - padding + more;
            if (result is < 1 or > int.MaxValue) ThrowShape(name, $"the result is at least 1 x 1, but one side would be {result}", input, weight);
            return (int)result;
        }
    }
}
