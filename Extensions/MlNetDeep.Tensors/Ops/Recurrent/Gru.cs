namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// One step of gated recurrent units (Cho et al. 2014) as in PyTorch and in Keras with reset_after:
    /// <c>r = sigmoid(x Wxr + bxr + h Whr + bhr)</c>, <c>z</c> likewise,
    /// <c>n = tanh(x Wxn + bxn + r (h Whn + bhn))</c>, <c>h' = (1 - z) n + z h</c>.
    /// </summary>
    /// <param name="input">[N, C].</param>
    /// <param name="state">[N, H], h; null (default) for zeros.</param>
    /// <param name="weights">With the gates r, z, n.</param>
    /// <returns>[N, H], h'.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor GruCell(Tensor input, Tensor? state, RecurrentWeights weights) =>
        RecurrentPass.Run("GruCell", RecurrentKind.Gru, input, (state, null), null, weights).State;

    /// <summary>Gated recurrent units over a batch of sequences; see <see cref="GruCell"/>.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="weights">With the gates r, z, n.</param>
    /// <param name="initialState">[N, H]; null (default) for zeros.</param>
    /// <param name="options">Direction and lengths; null (default) for forward over all steps.</param>
    /// <returns>The states of all steps, [N, T, H], and the last, [N, H]. To stack layers, give the first to the next.</returns>
    /// <exception cref="ArgumentException">The shapes or the lengths do not fit.</exception>
    public static RecurrentResult Gru(Tensor input, RecurrentWeights weights, Tensor? initialState = null, RecurrentOptions? options = null) =>
        Result(RecurrentPass.Run("Gru", RecurrentKind.Gru, input, (initialState, null), options ?? s_forward, weights));

    /// <summary>Gated recurrent units over the same sequences from each end; see <see cref="GruCell"/>.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="forward">The weights of the direction from the first step.</param>
    /// <param name="backward">Those of the direction from the last, of the same number of units.</param>
    /// <param name="initialState">[2, N, H]; null (default) for zeros.</param>
    /// <param name="options">Lengths; null (default) for all steps.</param>
    /// <returns>The states of all steps, [N, T, 2 H], and the last of each direction, [2, N, H].</returns>
    /// <exception cref="ArgumentException">The shapes or the lengths do not fit, or the options ask for a reverse order.</exception>
    public static RecurrentResult BidirectionalGru(Tensor input, RecurrentWeights forward, RecurrentWeights backward, Tensor? initialState = null, RecurrentOptions? options = null) =>
        Result(RecurrentPass.Run("BidirectionalGru", RecurrentKind.Gru, input, (initialState, null), BothDirections("BidirectionalGru", options), forward, backward));
}
