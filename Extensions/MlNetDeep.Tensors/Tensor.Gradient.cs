namespace MlNetDeep.Tensors;

public sealed partial class Tensor
{
    private bool _requiresGrad;
    private Tensor? _grad;
    private bool _gradIsStale;
    private Tensor? _incoming;

    /// <summary>
    /// Whether <see cref="Backward"/> computes a gradient for this tensor. Set it on parameters; results of operations have it
    /// when one of their inputs has it.
    /// </summary>
    /// <exception cref="InvalidOperationException">Set to false on the result of a recorded operation: use <see cref="Detach"/>.</exception>
    public bool RequiresGrad
    {
        get => _requiresGrad || Node is not null;
        set
        {
            if (Node is not null && !value) throw new InvalidOperationException($"this tensor of shape {Shape} is the result of a recorded operation; use Detach to cut it off");
            _requiresGrad = value;
        }
    }

    /// <summary>
    /// The sum of the gradients that <see cref="Backward"/> brought since the last <see cref="ZeroGrad"/>; null before the first.
    /// Only tensors on which <see cref="RequiresGrad"/> was set have one; it survives the step.
    /// </summary>
    public Tensor? Grad
    {
        get
        {
            if (_gradIsStale && _grad is not null)
            {
                Backend.Current.Fill(_grad.Storage, 0);
                _gradIsStale = false;
            }
            return _grad;
        }
    }

    internal TapeNode? Node { get; set; }

    /// <summary>
    /// Pauses recording on this thread: operations inside cost no memory for gradients. For evaluation and inference.
    /// </summary>
    /// <returns>Dispose it to resume.</returns>
    public static IDisposable NoGrad() => new NoGradScope();

    /// <summary>Sets the gradient to zero, keeping its memory for the next step.</summary>
    public void ZeroGrad() => _gradIsStale = _grad is not null;

    /// <summary>
    /// Computes the gradient of this tensor with respect to all parameters it depends on and adds it to their <see cref="Grad"/>.
    /// The record is consumed: a second call needs the result to be computed again.
    /// </summary>
    /// <param name="gradient">
    /// The gradient of the final quantity with respect to this tensor, of the same shape; may be left out for a tensor of one
    /// element, where it is 1.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// No gradient is needed here, it was left out for more than one element, or the record was consumed before.
    /// </exception>
    /// <exception cref="ArgumentException">The gradient has another shape.</exception>
    public void Backward(Tensor? gradient = null)
    {
        if (!RequiresGrad) throw new InvalidOperationException($"Backward was called on a tensor of shape {Shape} that depends on no tensor with RequiresGrad");
        if (gradient is null && Count != 1) throw new InvalidOperationException($"Backward without a gradient needs a tensor of one element; this one has shape {Shape}, {Count} elements");
        if (gradient is not null && gradient.Shape != Shape) throw new ArgumentException($"Backward: the gradient must have the shape of the tensor, {Shape}, but has {gradient.Shape}", nameof(gradient));
        Tape.Backward(this, gradient is null ? Full(Shape, 1) : gradient.Share(Shape));
    }

    /// <summary>Adds to the gradient of this tensor and takes over <paramref name="gradient"/>, which must not be used after.</summary>
    internal void Accumulate(Tensor gradient)
    {
        if (_requiresGrad) AccumulateLeaf(Node is null ? gradient : gradient.Share(Shape));
        if (Node is not null) _incoming = Sum(_incoming, gradient);
    }

    internal Tensor? TakeIncoming()
    {
        Tensor? incoming = _incoming;
        _incoming = null;
        return incoming;
    }

    /// <summary>The buffer of the gradient outlives the step: it is never in a scope, and a new step's first gradient replaces it.</summary>
    private void AccumulateLeaf(Tensor gradient)
    {
        if (_grad is not null && !_gradIsStale)
        {
            Backend.Current.AddTo(gradient.Storage, _grad.Storage);
            gradient.Free();
            return;
        }
        Tensor own = gradient;
        if (gradient.Storage.IsShared)
        {
            own = gradient.Clone();
            gradient.Free();
        }
        if (_grad is null)
        {
            _grad = own;
            _grad.Scope = null;
        }
        else
        {
            _grad.TakeStorage(own);
        }
        _gradIsStale = false;
    }

    private static Tensor Sum(Tensor? sum, Tensor gradient)
    {
        if (sum is null) return gradient;
        if (sum.Storage.IsShared)
        {
            Tensor own = sum.Clone();
            sum.Free();
            sum = own;
        }
        Backend.Current.AddTo(gradient.Storage, sum.Storage);
        gradient.Free();
        return sum;
    }

    private sealed class NoGradScope : IDisposable
    {
        private bool _open = true;

        internal NoGradScope() => Tape.Pause();

        public void Dispose()
        {
            if (_open) Tape.Resume();
            _open = false;
        }
    }
}
