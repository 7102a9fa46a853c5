using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A simple recurrent network (Elman 1990): h' = activation(x * kernel + h * recurrent_kernel + bias). Input [steps, features], output
/// [units] or [steps, units].
/// </summary>
/// <remarks>
/// Weights: <c>kernel</c> [features, units], <c>recurrent_kernel</c> [units, units], <c>bias</c> [units]; PyTorch's two biases are
/// their sum here.
/// </remarks>
/// <param name="Units">The length of the state and of the output, at least 1.</param>
public sealed record SimpleRnn(int Units) : RecurrentLayer(Units)
{
    /// <summary>tanh (the default) or relu.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    private protected override int Gates => 1;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        Require(Activation == ActivationFunction.Tanh || Activation.IsRelu, $"Activation must be tanh or relu, is {Activation}");
    }

    private protected override Tensor Run(Tensor input, RecurrentWeights weights, RecurrentOptions options)
    {
        RecurrentResult result = Ops.Rnn(input, weights, null, Activation.IsRelu ? RecurrentActivation.Relu : RecurrentActivation.Tanh, options);
        return Choose(result.Output, result.State);
    }
}
