namespace MlNetDeep.Tensors;

/// <summary>
/// Gives the memory of temporary tensors back at the end of a step. Tensors made on this thread while the scope is open return
/// their memory to the pool when it is disposed, except those passed to <see cref="Keep"/>; a warmed-up training step then
/// allocates next to nothing. Parameters, running statistics and the gradients of parameters made outside are never taken.
/// Without a scope nothing leaks either: the garbage collector takes what is not used any more.
/// </summary>
/// <remarks>Scopes nest: what an inner one keeps belongs to the outer one. A scope is disposed on the thread that began it.</remarks>
/// <example><code>
/// using (StepScope.Begin())
/// {
///     Tensor loss = Ops.SoftmaxCrossEntropy(model.Apply(images), labels, new());
///     loss.Backward();
///     optimizer.Step();
/// }
/// </code></example>
public sealed class StepScope : IDisposable
{
    [ThreadStatic] private static StepScope? s_current;
    [ThreadStatic] private static List<Tensor>? s_spare;

    private readonly List<Tensor> _tensors;
    private StepScope? _parent;
    private bool _open;

    private StepScope(List<Tensor> tensors) => _tensors = tensors;

    internal static StepScope? Current => s_current;

    /// <summary>Opens a scope on this thread.</summary>
    /// <returns>The scope; dispose it to end the step.</returns>
    public static StepScope Begin()
    {
        // The list is used again, the scope is not: a handle that is disposed twice must not end another step.
        var scope = new StepScope(s_spare ?? new List<Tensor>(256));
        s_spare = null;
        scope._parent = s_current;
        scope._open = true;
        s_current = scope;
        return scope;
    }

    /// <summary>Lets a tensor live on after the scope; in a nested scope it then belongs to the outer one.</summary>
    /// <param name="tensor">A tensor made while the scope is open; one made before is left alone.</param>
    /// <returns>The same tensor.</returns>
    /// <exception cref="ObjectDisposedException">The scope has ended.</exception>
    public Tensor Keep(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        ObjectDisposedException.ThrowIf(!_open, this);
        if (tensor.Scope == this)
        {
            tensor.Scope = _parent;
            _parent?._tensors.Add(tensor);
        }
        return tensor;
    }

    /// <summary>Takes the memory of a tensor back before the scope ends, when it is known that nothing needs it any more.</summary>
    /// <param name="tensor">A tensor made in this scope, which can no longer be used; one of another scope, or a kept one, is left alone.</param>
    public void Release(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Scope == this) tensor.Release();
    }

    /// <summary>Ends the step: the tensors made in it give back their memory and can no longer be used.</summary>
    /// <exception cref="InvalidOperationException">An inner scope is still open, or this is not the thread that began it.</exception>
    public void Dispose()
    {
        if (!_open) return;
        if (s_current != this) throw new InvalidOperationException("a StepScope ends on the thread that began it, after the scopes inside it");
        s_current = _parent;
        _open = false;
        _parent = null;
        foreach (Tensor tensor in _tensors)
            if (tensor.Scope == this) tensor.Release();
        _tensors.Clear();
        s_spare = _tensors;
    }

    internal void Add(Tensor tensor)
    {
        tensor.Scope = this;
        _tensors.Add(tensor);
    }
}
