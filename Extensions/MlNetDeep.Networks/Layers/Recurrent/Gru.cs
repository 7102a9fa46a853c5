using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Gated recurrent units (Cho et al. 2014): r = sigmoid(x Wr + h Ur + b), z likewise, n = tanh(x Wn + bn + r * (h Un + dn)),
/// h' = (1 - z) * n + z * h. Input [steps, features], output [units] or [steps, units].
/// </summary>
/// <remarks>
/// The reset gate applies after the product with the state, as in PyTorch and in Keras by default (<c>reset_after</c>); the older form is
/// not supported. Weights: <c>kernel</c> [features, 3 * units], <c>recurrent_kernel</c> [units, 3 * units], <c>bias</c> and
/// <c>recurrent_bias</c> [3 * units], the gates side by side in PyTorch's order r, z, n. Keras has z before r, and both biases as the rows
/// of one.
/// </remarks>
/// <param name="Units">The length of the state and of the output, at least 1.</param>
public sealed record Gru(int Units) : RecurrentLayer(Units)
{
    private protected override int Gates => 3;

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        IReadOnlyList<WeightSpec> specs = base.WeightsFor(inputs);
        return UseBias ? [.. specs, BiasSpec("recurrent_bias", BiasInitializer)] : specs;
    }

    private protected override Tensor Run(Tensor input, RecurrentWeights weights, RecurrentOptions options)
    {
        RecurrentResult result = Ops.Gru(input, weights, null, options);
        return Choose(result.Output, result.State);
    }
}
