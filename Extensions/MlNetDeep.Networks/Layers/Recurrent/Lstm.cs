using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Long short-term memory (Hochreiter and Schmidhuber 1997): with the gates i, f, o = sigmoid(...) and g = tanh(...) of
/// x * kernel + h * recurrent_kernel + bias, c' = f * c + i * g and h' = o * tanh(c'). Input [steps, features], output [units] or
/// [steps, units].
/// </summary>
/// <remarks>
/// Weights: <c>kernel</c> [features, 4 * units], <c>recurrent_kernel</c> [units, 4 * units], <c>bias</c> [4 * units], the gates side by
/// side in the order i, f, g, o of Keras and PyTorch; PyTorch's matrices are the transposed ones and its two biases are their sum here.
/// The activations are those of the formula, which Keras and PyTorch have by default.
/// </remarks>
/// <param name="Units">The length of the state and of the output, at least 1.</param>
public sealed record Lstm(int Units) : RecurrentLayer(Units)
{
    /// <summary>
    /// True (the default) to start the bias of the forget gate with 1, so that the memory lasts at first (Jozefowicz et al. 2015), and only
    /// the other gates by <see cref="RecurrentLayer.BiasInitializer"/>, as in Keras.
    /// </summary>
    public bool UnitForgetBias { get; init; } = true;

    private protected override int Gates => 4;

    private protected override Initializer EffectiveBiasInitializer => UnitForgetBias ? new ForgetBias(BiasInitializer) : BiasInitializer;

    private protected override Tensor Run(Tensor input, RecurrentWeights weights, RecurrentOptions options)
    {
        LstmResult result = Ops.Lstm(input, weights, null, options);
        return Choose(result.Output, result.State.Hidden);
    }
}
