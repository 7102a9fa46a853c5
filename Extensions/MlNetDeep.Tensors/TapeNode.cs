namespace MlNetDeep.Tensors;

/// <summary>One operation on the tape: what went in, and how a gradient of the result becomes gradients of the inputs.</summary>
internal abstract class TapeNode
{
    /// <summary>Stands in for a node that was walked: its tensor still knows that it had one.</summary>
    internal static readonly TapeNode Consumed = new TapeNode<int>();

    private Tensor[] _inputs = new Tensor[3];
    private int _count;

    /// <summary>The position on the tape; a later operation has a larger one.</summary>
    internal long Sequence { get; set; }

    internal ReadOnlySpan<Tensor> Inputs => _inputs.AsSpan(0, _count);

    internal bool IsVisited { get; set; }

    internal void AddInput(Tensor input)
    {
        if (_count == _inputs.Length) Array.Resize(ref _inputs, 2 * _count);
        _inputs[_count++] = input;
    }

    /// <summary>Takes the gradient of the result and hands each input that needs one its own.</summary>
    internal abstract void Backward(Tensor gradient);

    /// <summary>Lets go of the inputs and of all that the gradient had saved; the object will be another node.</summary>
    internal virtual void Consume()
    {
        _inputs.AsSpan(0, _count).Clear();
        _count = 0;
        IsVisited = false;
    }
}
