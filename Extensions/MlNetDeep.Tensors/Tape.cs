namespace MlNetDeep.Tensors;

/// <summary>
/// The record of how tensors came to be. Each tensor that needs a gradient holds the node that produced it; going back walks the
/// nodes that the result depends on, newest first, so that a tensor's gradient is complete before its own node runs. The state
/// is per thread: several networks train at once.
/// </summary>
internal static class Tape
{
    private static long s_sequence;
    [ThreadStatic] private static int t_pauses;
    [ThreadStatic] private static List<Tensor>? t_order;

    private static readonly Comparison<Tensor> NewestFirst = static (a, b) => b.Node!.Sequence.CompareTo(a.Node!.Sequence);

    internal static void Pause() => t_pauses++;

    internal static void Resume() => t_pauses--;

    /// <summary>Whether <see cref="Record"/> would keep anything: what only the gradient reads need not be computed otherwise.</summary>
    internal static bool Records(Tensor input) => t_pauses == 0 && input.RequiresGrad;

    /// <summary>Remembers how <paramref name="output"/> was made, if an input needs a gradient and recording is not paused.</summary>
    /// <param name="output">The result.</param>
    /// <param name="backward">
    /// Takes the gradient of the result, which it must not keep, and hands each input that needs one its own gradient.
    /// </param>
    /// <param name="inputs">What the result depends on; null for an absent optional input.</param>
    internal static Tensor Record(Tensor output, Action<Tensor> backward, params ReadOnlySpan<Tensor?> inputs) =>
        Record(output, backward, static (gradient, backward) => backward(gradient), inputs);

    /// <summary>
    /// The same for operations that a training step has many of: a static function and its state cost no memory, since nodes are
    /// used again, where one with captures costs two objects.
    /// </summary>
    internal static Tensor Record<TState>(Tensor output, TState state, Action<Tensor, TState> backward, params ReadOnlySpan<Tensor?> inputs)
    {
        if (t_pauses > 0) return output;
        TapeNode? node = null;
        foreach (Tensor? input in inputs)
        {
            if (input is not { RequiresGrad: true }) continue;
            node ??= TapeNode<TState>.Create(state, backward);
            node.AddInput(input);
        }
        if (node is null) return output;
        node.Sequence = Interlocked.Increment(ref s_sequence);
        output.Node = node;
        return output;
    }

    internal static void Backward(Tensor root, Tensor gradient)
    {
        List<Tensor> order = t_order ?? new List<Tensor>(256);
        t_order = null;
        t_pauses++;
        try
        {
            Visit(root, order);
            for (int i = 0; i < order.Count; i++)
                foreach (Tensor input in order[i].Node!.Inputs) Visit(input, order);
            order.Sort(NewestFirst);
            root.Accumulate(gradient);
            foreach (Tensor tensor in order)
            {
                // A tensor on a path that passed no gradient on has nothing to hand back.
                if (tensor.TakeIncoming() is not { } incoming) continue;
                tensor.Node!.Backward(incoming);
                incoming.Free();
            }
        }
        finally
        {
            t_pauses--;
            foreach (Tensor tensor in order)
            {
                tensor.TakeIncoming()?.Free();
                tensor.Node!.Consume();
                tensor.Node = TapeNode.Consumed;
            }
            order.Clear();
            t_order = order;
        }
    }

    private static void Visit(Tensor tensor, List<Tensor> order)
    {
        if (tensor.Node is not { IsVisited: false } node) return;
        if (node == TapeNode.Consumed)
            throw new InvalidOperationException($"the graph behind this tensor of shape {tensor.Shape} was already walked by Backward and is gone; compute the result again");
        node.IsVisited = true;
        order.Add(tensor);
    }
}
