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
        new("PRelu", x => Ops.PRelu(Away(x[0]), x[1]), [4, 3], [3]) { Large = [[3000, 67], [67]], Empty = [[0, 3], [3]] },
        new("PRelu shared", x => Ops.PRelu(Away(x[0]), x[1]), [4, 3], [1]) { Large = [s_many, [1]], Empty = [[0, 3], [1]] },
    ];

    /// <summary>Every other number moved above 0, the rest below: no step crosses the kink.</summary>
    private static Tensor Away(Tensor x)
    {
        Tensor side = Tensor.Uninitialized(x.Shape);
        for (int i = 0; i < side.Count; i++) side.Span[i] = i % 2 == 0 ? 1.5f : -1.5f;
        return Ops.Add(x, side);
    }

    private static OperationSample Activation(string name, Func<Tensor, Tensor> function) =>
        new(name, x => function(x[0]), [3, 5]) { Range = (0.1f, 1), Large = [s_many], Empty = [[0, 5]] };
}
