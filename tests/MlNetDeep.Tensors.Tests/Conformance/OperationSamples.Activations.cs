namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static readonly Shape s_many = [5, 40_001];

    private static IEnumerable<OperationSample> Activations =>
    [
        Activation("Elu", x => Ops.Elu(x)),
        Activation("Gelu", x => Ops.Gelu(x)),
        Activation("Gelu approximate", x => Ops.Gelu(x, approximate: true)),
        Activation("LogSigmoid", Ops.LogSigmoid),
        Activation("Mish", Ops.Mish),
        Activation("Selu", Ops.Selu),
        Activation("Sigmoid", Ops.Sigmoid),
        Activation("Silu", Ops.Silu),
        Activation("Softplus", Ops.Softplus),
        Activation("Softsign", Ops.Softsign),
        Activation("Tanh", Ops.Tanh),
        new("Softmax", x => Ops.Softmax(x[0]), [3, 4]) { Large = [[500, 300]], Empty = [[0, 4]] },
        new("LogSoftmax", x => Ops.LogSoftmax(x[0]), [3, 4]) { Large = [[500, 300]], Empty = [[0, 4]] },
    ];

    private static OperationSample Activation(string name, Func<Tensor, Tensor> function) =>
        new(name, x => function(x[0]), [3, 5]) { Range = (0.1f, 1), Large = [s_many], Empty = [[0, 5]] };
}
