namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The three passes of a two-dimensional convolution over channels-last images.</summary>
internal static unsafe class ConvolutionKernels
{
    /// <summary>output = activation(input * weight + bias); the bias may be null.</summary>
    public static void Forward(
        in Convolution2DGeometry g, float* input, float* weight, float* bias, FusedActivation activation, float* output)
        => ScalarConvolution.Forward(g, input, weight, bias, activation, output);

    /// <summary>The gradient of the input; every number of it is written.</summary>
    public static void InputGradient(in Convolution2DGeometry g, float* gradOutput, float* weight, float* gradInput)
        => ScalarConvolution.InputGradient(g, gradOutput, weight, gradInput);

    /// <summary>The gradients of the weights and of the bias (which may be null); every number is written.</summary>
    public static void WeightGradient(
        in Convolution2DGeometry g, float* input, float* gradOutput, float* gradWeight, float* gradBias)
        => ScalarConvolution.WeightGradient(g, input, gradOutput, gradWeight, gradBias);
}
