namespace MlNetDeep.Tensors;

/// <summary>One operation on the tape: what went in, and how a gradient of the result becomes gradients of the inputs.</summary>
internal sealed class TapeNode(long sequence, Tensor[] inputs, Action<Tensor> backward)
{
    internal long Sequence { get; } = sequence;

    internal Tensor[] Inputs { get; private set; } = inputs;

    internal Action<Tensor>? Backward { get; private set; } = backward;

    internal bool IsVisited { get; set; }

    /// <summary>Lets go of the inputs and of all that the gradient had saved.</summary>
    internal void Consume()
    {
        Backward = null;
        Inputs = [];
        IsVisited = false;
    }
}
