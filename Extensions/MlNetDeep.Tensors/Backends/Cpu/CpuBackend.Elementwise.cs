using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    internal override void AddTo(Storage x, Storage sum)
    {
        fixed (float* px = Cpu(x), pSum = Cpu(sum)) ElementwiseKernels.AddTo(px, pSum, x.Count);
    }

    internal override void Affine(Storage x, float scale, float shift, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) ElementwiseKernels.Affine(px, scale, shift, py, x.Count);
    }

    internal override void Elementwise(ElementwiseFunction function, float parameter, Storage x, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y))
        {
            int count = x.Count;
            switch (function)
            {
                case ElementwiseFunction.Relu: ElementwiseKernels.Forward<ReluFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Relu6: ElementwiseKernels.Forward<Relu6Function>(px, py, count, parameter); break;
                case ElementwiseFunction.LeakyRelu: ElementwiseKernels.Forward<LeakyReluFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Elu: ElementwiseKernels.Forward<EluFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Selu: ElementwiseKernels.Forward<SeluFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Gelu: ElementwiseKernels.Forward<GeluFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.GeluTanh: ElementwiseKernels.Forward<GeluTanhFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Silu: ElementwiseKernels.Forward<SiluFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Mish: ElementwiseKernels.Forward<MishFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Sigmoid: ElementwiseKernels.Forward<SigmoidFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.LogSigmoid: ElementwiseKernels.Forward<LogSigmoidFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.HardSigmoid: ElementwiseKernels.Forward<HardSigmoidFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.HardSwish: ElementwiseKernels.Forward<HardSwishFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Tanh: ElementwiseKernels.Forward<TanhFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Softplus: ElementwiseKernels.Forward<SoftplusFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Softsign: ElementwiseKernels.Forward<SoftsignFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Exp: ElementwiseKernels.Forward<ExpFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Log: ElementwiseKernels.Forward<LogFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Sqrt: ElementwiseKernels.Forward<SqrtFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Square: ElementwiseKernels.Forward<SquareFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Abs: ElementwiseKernels.Forward<AbsFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.AtLeast: ElementwiseKernels.Forward<AtLeastFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.AtMost: ElementwiseKernels.Forward<AtMostFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Power: ElementwiseKernels.Forward<PowerFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Reciprocal: ElementwiseKernels.Forward<ReciprocalFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.ReciprocalSqrt: ElementwiseKernels.Forward<ReciprocalSqrtFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Sin: ElementwiseKernels.Forward<SinFunction>(px, py, count, parameter); break;
                case ElementwiseFunction.Cos: ElementwiseKernels.Forward<CosFunction>(px, py, count, parameter); break;
                default: throw new ArgumentOutOfRangeException(nameof(function), function, "the backend lacks this function");
            }
        }
    }

    internal override void ElementwiseGradient(ElementwiseFunction function, float parameter, Storage x, Storage y, Storage yGradient, Storage xGradient)
    {
        fixed (float* px = Cpu(x), py = Cpu(y), dy = Cpu(yGradient), dx = Cpu(xGradient))
        {
            int count = x.Count;
            switch (function)
            {
                case ElementwiseFunction.Relu: ElementwiseKernels.Gradient<ReluFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Relu6: ElementwiseKernels.Gradient<Relu6Function>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.LeakyRelu: ElementwiseKernels.Gradient<LeakyReluFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Elu: ElementwiseKernels.Gradient<EluFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Selu: ElementwiseKernels.Gradient<SeluFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Gelu: ElementwiseKernels.Gradient<GeluFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.GeluTanh: ElementwiseKernels.Gradient<GeluTanhFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Silu: ElementwiseKernels.Gradient<SiluFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Mish: ElementwiseKernels.Gradient<MishFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Sigmoid: ElementwiseKernels.Gradient<SigmoidFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.LogSigmoid: ElementwiseKernels.Gradient<LogSigmoidFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.HardSigmoid: ElementwiseKernels.Gradient<HardSigmoidFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.HardSwish: ElementwiseKernels.Gradient<HardSwishFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Tanh: ElementwiseKernels.Gradient<TanhFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Softplus: ElementwiseKernels.Gradient<SoftplusFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Softsign: ElementwiseKernels.Gradient<SoftsignFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Exp: ElementwiseKernels.Gradient<ExpFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Log: ElementwiseKernels.Gradient<LogFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Sqrt: ElementwiseKernels.Gradient<SqrtFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Square: ElementwiseKernels.Gradient<SquareFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Abs: ElementwiseKernels.Gradient<AbsFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.AtLeast: ElementwiseKernels.Gradient<AtLeastFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.AtMost: ElementwiseKernels.Gradient<AtMostFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Power: ElementwiseKernels.Gradient<PowerFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Reciprocal: ElementwiseKernels.Gradient<ReciprocalFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.ReciprocalSqrt: ElementwiseKernels.Gradient<ReciprocalSqrtFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Sin: ElementwiseKernels.Gradient<SinFunction>(px, py, dy, dx, count, parameter); break;
                case ElementwiseFunction.Cos: ElementwiseKernels.Gradient<CosFunction>(px, py, dy, dx, count, parameter); break;
                default: throw new ArgumentOutOfRangeException(nameof(function), function, "the backend lacks this function");
            }
        }
    }

    internal override void Select(Storage condition, Storage? a, Storage? b, Storage y)
    {
        fixed (float* pCondition = Cpu(condition), pa = a as CpuStorage, pb = b as CpuStorage, py = Cpu(y))
            SelectKernel.Run(pCondition, pa, pb, py, y.Count);
    }

    internal override void Binary(BinaryFunction function, Storage a, Shape aShape, Storage b, Shape bShape, Storage y, Shape yShape)
    {
        fixed (float* pa = Cpu(a), pb = Cpu(b), py = Cpu(y)) BinaryKernels.Run(function, pa, aShape, pb, bShape, py, yShape);
    }

    internal override void Dropout(Storage x, float rate, Philox random, Storage y)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) DropoutKernel.Run(px, rate, random, py, x.Count);
    }

    internal override void MoveAverage(Storage average, float rate, Storage value, float scale)
    {
        Span<float> to = average.Span;
        ReadOnlySpan<float> from = value.Span;
        for (int i = 0; i < to.Length; i++) to[i] = ((1 - rate) * to[i]) + (rate * scale * from[i]);
    }
}
