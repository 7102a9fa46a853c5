namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>
    /// One step of long short-term memory (Hochreiter and Schmidhuber 1997; forget gate: Gers et al. 2000): with
    /// <c>a = x Wx + bx + h Wh + bh</c> for each gate, <c>i = sigmoid(a)</c>, <c>f</c> and <c>o</c> likewise, <c>g = tanh(a)</c>,
    /// <c>c' = f c + i g</c>, <c>h' = o tanh(c')</c>.
    /// </summary>
    /// <param name="input">[N, C].</param>
    /// <param name="state">h and c, [N, H] each; null (default) for zeros.</param>
    /// <param name="weights">With the gates i, f, g, o.</param>
    /// <returns>h' and c'.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static LstmState LstmCell(Tensor input, LstmState? state, RecurrentWeights weights) =>
        State(RecurrentPass.Run("LstmCell", RecurrentKind.Lstm, input, Parts(state), null, weights));

    /// <summary>Long short-term memory over a batch of sequences; see <see cref="LstmCell"/>.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="weights">With the gates i, f, g, o.</param>
    /// <param name="initialState">[N, H] each; null (default) for zeros.</param>
    /// <param name="options">Direction and lengths; null (default) for forward over all steps.</param>
    /// <returns>The hidden states of all steps, [N, T, H], and the last state. To stack layers, give the first to the next.</returns>
    /// <exception cref="ArgumentException">The shapes or the lengths do not fit.</exception>
    public static LstmResult Lstm(Tensor input, RecurrentWeights weights, LstmState? initialState = null, RecurrentOptions? options = null)
    {
        RecurrentPass pass = RecurrentPass.Run("Lstm", RecurrentKind.Lstm, input, Parts(initialState), options ?? s_forward, weights);
        return new LstmResult(pass.Output!, State(pass));
    }

    /// <summary>Long short-term memory over the same sequences from each end; see <see cref="LstmCell"/>.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="forward">The weights of the direction from the first step.</param>
    /// <param name="backward">Those of the direction from the last, of the same number of units.</param>
    /// <param name="initialState">[2, N, H] each; null (default) for zeros.</param>
    /// <param name="options">Lengths; null (default) for all steps.</param>
    /// <returns>The hidden states of all steps, [N, T, 2 H], and the last state of each direction, [2, N, H].</returns>
    /// <exception cref="ArgumentException">The shapes or the lengths do not fit, or the options ask for a reverse order.</exception>
    public static LstmResult BidirectionalLstm(Tensor input, RecurrentWeights forward, RecurrentWeights backward, LstmState? initialState = null, RecurrentOptions? options = null)
    {
        RecurrentPass pass = RecurrentPass.Run("BidirectionalLstm", RecurrentKind.Lstm, input, Parts(initialState), BothDirections("BidirectionalLstm", options), forward, backward);
        return new LstmResult(pass.Output!, State(pass));
    }

    private static (Tensor? Hidden, Tensor? Cell) Parts(LstmState? state)
    {
        if (state is null) return (null, null);
        ArgumentNullException.ThrowIfNull(state.Hidden, nameof(state.Hidden));
        ArgumentNullException.ThrowIfNull(state.Cell, nameof(state.Cell));
        return (state.Hidden, state.Cell);
    }

    private static LstmState State(RecurrentPass pass) => new(pass.State, pass.Cell!);
}
