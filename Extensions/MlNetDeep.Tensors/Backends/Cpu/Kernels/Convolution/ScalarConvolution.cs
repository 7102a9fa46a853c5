namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The plain convolution loops: reference of <see cref="ConvolutionKernels"/> in tests, and their fallback
/// on a processor without vectors.</summary>
internal static unsafe class ScalarConvolution
{
    /// <summary>output = activation(input * weight + bias + residual).</summary>
    public static void Forward(
        in Convolution2DGeometry g, float* input, float* weight, float* bias, float* residual, FusedActivation activation,
        float* output)
    {
        for (int k = 0; k < g.K; k++)
        {
            for (nint p = 0; p < g.OutPixels; p++)
                output[(p * g.K) + k] = bias == null ? 0 : bias[k];
        }

        ForwardVisitor visitor = new(input, weight, output);
        Visit(g, ref visitor);
        if (residual != null)
        {
            for (nint i = 0; i < (nint)g.OutPixels * g.K; i++)
                output[i] += residual[i];
        }

        if (activation == FusedActivation.Relu)
        {
            for (nint i = 0; i < (nint)g.OutPixels * g.K; i++)
                output[i] = MathF.Max(output[i], 0);
        }
    }

    /// <summary>The gradient of the input; every number of it is written.</summary>
    public static void InputGradient(in Convolution2DGeometry g, float* gradOutput, float* weight, float* gradInput)
    {
        new Span<float>(gradInput, g.InPixels * g.C).Clear();
        InputGradientVisitor visitor = new(gradOutput, weight, gradInput);
        Visit(g, ref visitor);
    }

    /// <summary>The gradients of the weights and of the bias; every number of them is written.</summary>
    public static void WeightGradient(
        in Convolution2DGeometry g, float* input, float* gradOutput, float* gradWeight, float* gradBias)
    {
        new Span<float>(gradWeight, g.WeightCount).Clear();
        WeightGradientVisitor visitor = new(input, gradOutput, gradWeight);
        Visit(g, ref visitor);
        if (gradBias == null)
            return;

        new Span<float>(gradBias, g.K).Clear();
        for (nint p = 0; p < g.OutPixels; p++)
        {
            for (int k = 0; k < g.K; k++)
                gradBias[k] += gradOutput[(p * g.K) + k];
        }
    }

    private interface IVisitor
    {
        void Visit(nint input, nint weight, nint output);
    }

    /// <summary>Calls the visitor with the offsets of input, weight and output of every product of the sum.</summary>
    private static void Visit<TVisitor>(in Convolution2DGeometry g, ref TVisitor visitor)
        where TVisitor : struct, IVisitor
    {
        int groupC = g.GroupC, groupK = g.GroupK;
        for (int pixel = 0; pixel < g.OutPixels; pixel++)
        {
            int x = pixel % g.OutW, y = pixel / g.OutW % g.OutH, n = pixel / g.OutW / g.OutH;
            for (int tap = 0; tap < g.Taps; tap++)
            {
                int row = (y * g.StrideH) - g.PadTop + (tap / g.KernelW * g.DilationH);
                int column = (x * g.StrideW) - g.PadLeft + (tap % g.KernelW * g.DilationW);
                if ((uint)row >= (uint)g.H || (uint)column >= (uint)g.W)
                    continue;

                nint inputPixel = ((((nint)n * g.H) + row) * g.W) + column;
                for (int k = 0; k < g.K; k++)
                {
                    int firstChannel = k / groupK * groupC;
                    for (int c = 0; c < groupC; c++)
                    {
                        visitor.Visit(
                            (inputPixel * g.C) + firstChannel + c,
                            ((((nint)tap * groupC) + c) * g.K) + k,
                            ((nint)pixel * g.K) + k);
                    }
                }
            }
        }
    }

    private readonly struct ForwardVisitor(float* input, float* weight, float* output) : IVisitor
    {
        public void Visit(nint i, nint w, nint o) => output[o] += input[i] * weight[w];
    }

    private readonly struct InputGradientVisitor(float* gradOutput, float* weight, float* gradInput) : IVisitor
    {
        public void Visit(nint i, nint w, nint o) => gradInput[i] += gradOutput[o] * weight[w];
    }

    private readonly struct WeightGradientVisitor(float* input, float* gradOutput, float* gradWeight) : IVisitor
    {
        public void Visit(nint i, nint w, nint o) => gradWeight[w] += input[i] * gradOutput[o];
    }
}
