namespace MlNetDeep.Tensors;

/// <summary>A node whose gradient is a function without captures and the state it works on.</summary>
/// <typeparam name="TState">What the gradient needs, usually a tuple.</typeparam>
internal sealed class TapeNode<TState> : TapeNode
{
    private const int MostSpares = 256;

    // A training step makes the same nodes again and again.
    [ThreadStatic] private static Stack<TapeNode<TState>>? t_spares;

    private TState? _state;
    private Action<Tensor, TState>? _backward;

    internal static TapeNode<TState> Create(TState state, Action<Tensor, TState> backward)
    {
        TapeNode<TState> node = t_spares is not null && t_spares.TryPop(out TapeNode<TState>? spare) ? spare : new TapeNode<TState>();
        node._state = state;
        node._backward = backward;
        return node;
    }

    internal override void Backward(Tensor gradient) => _backward!(gradient, _state!);

    internal override void Consume()
    {
        base.Consume();
        _state = default;
        _backward = null;
        Stack<TapeNode<TState>> spares = t_spares ??= new Stack<TapeNode<TState>>();
        if (spares.Count < MostSpares) spares.Push(this);
    }
}
