namespace MlNetDeep.Tensors;

/// <summary>The functions of one variable that a backend knows, each with its gradient.</summary>
internal enum ElementwiseFunction
{
    Relu,
    Relu6,
    LeakyRelu,
    Elu,
    Selu,
    Gelu,
    GeluTanh,
    Silu,
    Mish,
    Sigmoid,
    LogSigmoid,
    HardSigmoid,
    HardSwish,
    Tanh,
    Softplus,
    Softsign,
    Exp,
    Log,
    Sqrt,
    Square,
    Abs,
    AtLeast,
    AtMost,
    Power,
    Reciprocal,
    ReciprocalSqrt,
    Sin,
    Cos,
}
