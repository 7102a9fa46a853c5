namespace MlNetDeep.Tensors;

// One line per function: its formula and gradient are a kernel of the backend.
public static partial class Ops
{
    /// <summary>Rectified linear unit: <c>max(x, 0)</c>. The gradient at 0 is 0.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Relu(Tensor x) => Elementwise(ElementwiseFunction.Relu, 0, x);

    /// <summary>Rectified linear unit capped at 6: <c>min(max(x, 0), 6)</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Relu6(Tensor x) => Elementwise(ElementwiseFunction.Relu6, 0, x);

    /// <summary>Leaky rectified linear unit: <c>x</c> above 0, else <c>slope * x</c> (Maas et al. 2013).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="slope">The slope below 0. Default 0.01.</param>
    /// <returns>The same shape.</returns>
    public static Tensor LeakyRelu(Tensor x, float slope = 0.01f) => Elementwise(ElementwiseFunction.LeakyRelu, slope, x);

    /// <summary>Exponential linear unit: <c>x</c> above 0, else <c>alpha * (exp(x) - 1)</c> (Clevert et al. 2015).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="alpha">The limit at minus infinity, negated. Default 1.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Elu(Tensor x, float alpha = 1) => Elementwise(ElementwiseFunction.Elu, alpha, x);

    /// <summary>Scaled exponential linear unit with the constants that keep mean 0 and variance 1 (Klambauer et al. 2017).</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Selu(Tensor x) => Elementwise(ElementwiseFunction.Selu, 0, x);

    /// <summary>Sigmoid linear unit, also called swish: <c>x * sigmoid(x)</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Silu(Tensor x) => Elementwise(ElementwiseFunction.Silu, 0, x);

    /// <summary><c>x * tanh(softplus(x))</c> (Misra 2019).</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Mish(Tensor x) => Elementwise(ElementwiseFunction.Mish, 0, x);

    /// <summary>Logistic function: <c>1 / (1 + exp(-x))</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Sigmoid(Tensor x) => Elementwise(ElementwiseFunction.Sigmoid, 0, x);

    /// <summary><c>log(sigmoid(x))</c>, without overflow.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor LogSigmoid(Tensor x) => Elementwise(ElementwiseFunction.LogSigmoid, 0, x);

    /// <summary>Piecewise linear sigmoid: <c>x / 6 + 1 / 2</c>, clipped to 0 and 1.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor HardSigmoid(Tensor x) => Elementwise(ElementwiseFunction.HardSigmoid, 0, x);

    /// <summary><c>x * HardSigmoid(x)</c> (Howard et al. 2019).</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor HardSwish(Tensor x) => Elementwise(ElementwiseFunction.HardSwish, 0, x);

    /// <summary>Hyperbolic tangent.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Tanh(Tensor x) => Elementwise(ElementwiseFunction.Tanh, 0, x);

    /// <summary>Smooth rectified linear unit: <c>log(1 + exp(x))</c>, without overflow.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Softplus(Tensor x) => Elementwise(ElementwiseFunction.Softplus, 0, x);

    /// <summary><c>x / (1 + |x|)</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Softsign(Tensor x) => Elementwise(ElementwiseFunction.Softsign, 0, x);

    /// <summary><c>e</c> to the power of each element.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Exp(Tensor x) => Elementwise(ElementwiseFunction.Exp, 0, x);

    /// <summary>Natural logarithm; minus infinity at 0, NaN below.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Log(Tensor x) => Elementwise(ElementwiseFunction.Log, 0, x);

    /// <summary>Square root; NaN below 0.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Sqrt(Tensor x) => Elementwise(ElementwiseFunction.Sqrt, 0, x);

    /// <summary><c>x * x</c>.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Square(Tensor x) => Elementwise(ElementwiseFunction.Square, 0, x);

    /// <summary>Absolute value. The gradient at 0 is 0.</summary>
    /// <param name="x">Any shape.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Abs(Tensor x) => Elementwise(ElementwiseFunction.Abs, 0, x);

    /// <summary>Gaussian error linear unit: <c>x * Phi(x)</c> with the normal distribution function (Hendrycks and Gimpel 2016).</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="approximate">Whether to use the approximation by a hyperbolic tangent. Default false.</param>
    /// <returns>The same shape.</returns>
    public static Tensor Gelu(Tensor x, bool approximate = false) => Elementwise(approximate ? ElementwiseFunction.GeluTanh : ElementwiseFunction.Gelu, 0, x);

    private static Tensor Elementwise(ElementwiseFunction function, float parameter, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        Tensor y = Tensor.Allocate(x.Shape);
        Backend.Current.Elementwise(function, parameter, x.Storage, y.Storage);
        return Tape.Record(y, (x, y, function, parameter), static (gradient, made) =>
        {
            Tensor xGradient = Tensor.Allocate(made.x.Shape);
            Backend.Current.ElementwiseGradient(made.function, made.parameter, made.x.Storage, made.y.Storage, gradient.Storage, xGradient.Storage);
            made.x.Accumulate(xGradient);
        }, x);
    }

    /// <summary>The gradient before a fused activation: masked where ReLU gave 0. Free it after use.</summary>
    private static Tensor BeforeActivation(FusedActivation activation, Tensor y, Tensor gradient)
    {
        if (activation == FusedActivation.None) return gradient.Share(gradient.Shape);
        Tensor masked = Tensor.Allocate(gradient.Shape);
        Backend.Current.ElementwiseGradient(ElementwiseFunction.Relu, 0, y.Storage, y.Storage, gradient.Storage, masked.Storage);
        return masked;
    }
}
