namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>One-dimensional convolution (cross-correlation) along sequences; see <see cref="Convolution2D"/>.</summary>
    /// <param name="input">[N, L, C].</param>
    /// <param name="weight">[kernel, C / groups, output channels].</param>
    /// <param name="bias">[output channels], or null.</param>
    /// <param name="options">Stride, padding, dilation, groups, activation; null is stride 1 without padding.</param>
    /// <returns>[N, OutL, output channels] with <c>OutL = (L + before + after - dilation (kernel - 1) - 1) / stride + 1</c>, rounded down.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit each other or the options.</exception>
    public static Tensor Convolution1D(Tensor input, Tensor weight, Tensor? bias = null, Convolution1DOptions? options = null)
    {
        options ??= new();
        return Sequence(Convolution2D(Image("Convolution1D", input), RowKernel("Convolution1D", weight), bias, new Convolution2DOptions
        {
            StrideW = options.Stride,
            Padding = new Padding2D(0, 0, options.PaddingBefore, options.PaddingAfter),
            DilationW = options.Dilation,
            Groups = options.Groups,
            Activation = options.Activation,
        }));
    }

    /// <summary>The weight of a sequence as one of images of one row.</summary>
    private static Tensor RowKernel(string operation, Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 3) ThrowShape(operation, "the weight has three axes, the kernel's length and two of channels", weight.Shape);
        return Reshape(weight, [1, weight.Shape[0], weight.Shape[1], weight.Shape[2]]);
    }
}
