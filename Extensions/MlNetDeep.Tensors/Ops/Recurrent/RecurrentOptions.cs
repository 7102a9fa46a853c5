namespace MlNetDeep.Tensors;

/// <summary>How a recurrent operation goes through its sequences.</summary>
public sealed record RecurrentOptions
{
    /// <summary>
    /// Whether to go from the last step to the first; the outputs stay at their steps. Default false. Not for bidirectional
    /// operations, which do both.
    /// </summary>
    public bool Reverse { get; init; }

    /// <summary>
    /// The number of valid steps of each sequence of a padded batch, N numbers from 0 to T; null (default) if all have T. Beyond it
    /// outputs are zero and the state stays, so that the final state is that of the last valid step, and going in reverse begins
    /// with that step: PyTorch's packed sequences. What the input holds there does not matter as long as it is finite.
    /// </summary>
    public IReadOnlyList<int>? Lengths { get; init; }
}
