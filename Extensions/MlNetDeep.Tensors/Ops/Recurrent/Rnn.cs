namespace MlNetDeep.Tensors;

public static partial class Ops
{
    /// <summary>One step of a simple recurrent network (Elman 1990): <c>h' = activation(x Wx + bx + h Wh + bh)</c>.</summary>
    /// <param name="input">[N, C].</param>
    /// <param name="state">[N, H], h; null (default) for zeros.</param>
    /// <param name="weights">With one gate.</param>
    /// <param name="activation">Default tanh.</param>
    /// <returns>[N, H], h'.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public static Tensor RnnCell(Tensor input, Tensor? state, RecurrentWeights weights, RecurrentActivation activation = RecurrentActivation.Tanh) =>
        RecurrentPass.Run("RnnCell", KindOf(activation), input, (state, null), null, weights).State;

    /// <summary>A simple recurrent network over a batch of sequences, from a state of zeros or a given one.</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="weights">With one gate.</param>
    /// <param name="initialState">[N, H]; null (default) for zeros.</param>
    /// <param name="activation">Default tanh.</param>
    /// <param name="options">Direction and lengths; null (default) for forward over all steps.</param>
    /// <returns>The states of all steps, [N, T, H], and the last, [N, H]. To stack layers, give the first to the next.</returns>
    /// <exception cref="ArgumentException">The shapes or the lengths do not fit.</exception>
    public static RecurrentResult Rnn(Tensor input, RecurrentWeights weights, Tensor? initialState = null, RecurrentActivation activation = RecurrentActivation.Tanh, RecurrentOptions? options = null) =>
        Result(RecurrentPass.Run("Rnn", KindOf(activation), input, (initialState, null), options ?? s_forward, weights));

    /// <summary>Two simple recurrent networks over the same sequences, one from each end (Schuster and Paliwal 1997).</summary>
    /// <param name="input">[N, T, C].</param>
    /// <param name="forward">The weights of the direction from the first step.</param>
    /// <param name="backward">Those of the direction from the last, of the same number of units.</param>
    /// <param name="initialState">[2, N, H]; null (default) for zeros.</param>
    /// <param name="activation">Default tanh.</param>
    /// <param name="options">Lengths; null (default) for all steps.</param>
    /// <returns>The states of all steps, [N, T, 2 H], and the last of each direction, [2, N, H].</returns>
    /// <exception cref="ArgumentException">The shapes or the lengths do not fit, or the options ask for a reverse order.</exception>
    public static RecurrentResult BidirectionalRnn(Tensor input, RecurrentWeights forward, RecurrentWeights backward, Tensor? initialState = null, RecurrentActivation activation = RecurrentActivation.Tanh, RecurrentOptions? options = null) =>
        Result(RecurrentPass.Run("BidirectionalRnn", KindOf(activation), input, (initialState, null), BothDirections("BidirectionalRnn", options), forward, backward));

    private static readonly RecurrentOptions s_forward = new();

    private static RecurrentKind KindOf(RecurrentActivation activation) => activation switch
    {
        RecurrentActivation.Tanh => RecurrentKind.Tanh,
        RecurrentActivation.Relu => RecurrentKind.Relu,
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "a simple recurrent network has tanh or ReLU"),
    };

    private static RecurrentOptions BothDirections(string operation, RecurrentOptions? options) =>
        options is not { Reverse: true } ? options ?? s_forward : throw new ArgumentException($"{operation}: Reverse is for one direction; to exchange both, exchange their weights", nameof(options));

    private static RecurrentResult Result(RecurrentPass pass) => new(pass.Output!, pass.State);
}
