namespace MlNetDeep.Tensors;

/// <summary>
/// The parameters of one direction of one recurrent layer with C inputs and H units. G is the number of gates, which lie side by
/// side: 1 for a simple network, 3 for a GRU (reset r, update z, candidate n), 4 for an LSTM (input i, forget f, candidate g,
/// output o). That is PyTorch's order, whose matrices are the transposed ones. Keras has the same order for an LSTM, but z before r
/// for a GRU.
/// </summary>
/// <param name="Input">[C, G H], applied to the input.</param>
/// <param name="State">[H, G H], applied to the state before.</param>
/// <param name="InputBias">[G H], added to the share of the input; null (default) for none.</param>
/// <param name="StateBias">
/// [G H], added to the share of the state; null (default) for none. Only in a GRU is it more than a second summand of the same
/// sum: there the reset gate multiplies the candidate's part of it.
/// </param>
public sealed record RecurrentWeights(Tensor Input, Tensor State, Tensor? InputBias = null, Tensor? StateBias = null);
