using System.Diagnostics.CodeAnalysis;

namespace MlNetDeep.Tensors;

/// <summary>
/// A row-major array of 32-bit floats with any number of axes that can be differentiated through. Images are laid out
/// N x H x W x C. Operations are in <see cref="Ops"/>; those that an input with <see cref="RequiresGrad"/> reaches are recorded, and
/// <see cref="Backward"/> turns the record into gradients.
/// </summary>
/// <remarks>A tensor is used by one thread at a time; different threads may work on different tensors at once.</remarks>
/// <example><code>
/// Tensor x = Tensor.From([1, 2, 3], [3]);
/// x.RequiresGrad = true;
/// Ops.Sum(x * x).Backward();
/// float[] gradient = x.Grad!.ToArray();  // 2, 4, 6
/// </code></example>
public sealed partial class Tensor
{
    private const int MostSpares = 512;

    [ThreadStatic] private static Stack<Tensor>? t_spares;

    private Storage? _storage;

    private Tensor() { }

    /// <summary>The lengths of the axes.</summary>
    public Shape Shape { get; private set; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    /// <summary>The number of elements.</summary>
    public int Count => Shape.Count;

    /// <summary>
    /// The numbers in row-major order, to read and to write. Valid until the <see cref="StepScope"/> in which the tensor was made
    /// ends; do not hold it longer.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The step in which the tensor was made has ended.</exception>
    public Span<float> Span => Storage.Span;

    /// <summary>The scope that takes the memory back; null when none does.</summary>
    internal StepScope? Scope { get; set; }

    internal Storage Storage => _storage ?? ThrowFreed();

    /// <summary>Copies the numbers into a new array.</summary>
    /// <returns>The numbers in row-major order.</returns>
    /// <exception cref="ObjectDisposedException">The step in which the tensor was made has ended.</exception>
    public float[] ToArray() => Span.ToArray();

    /// <summary>The number in a tensor of one element.</summary>
    /// <returns>The number.</returns>
    /// <exception cref="InvalidOperationException">The tensor has not exactly one element.</exception>
    public float Item() => Count == 1 ? Span[0] : throw new InvalidOperationException($"Item reads a tensor of one element; this one has shape {Shape}, {Count} elements");

    /// <summary>Overwrites the numbers.</summary>
    /// <param name="values">The new numbers in row-major order, <see cref="Count"/> of them.</param>
    /// <exception cref="ArgumentException">There are more or fewer numbers than elements.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        if (values.Length != Count) throw new ArgumentException($"CopyFrom needs one value per element: shape {Shape} has {Count}, but {values.Length} were given", nameof(values));
        values.CopyTo(Span);
    }

    /// <summary>The same numbers, sharing the same memory, cut off from the tape.</summary>
    /// <returns>A tensor without history that needs no gradient.</returns>
    public Tensor Detach() => Share(Shape);

    /// <summary>A copy with memory of its own, cut off from the tape.</summary>
    /// <returns>A tensor without history that needs no gradient.</returns>
    public Tensor Clone()
    {
        Tensor copy = Allocate(Shape);
        Backend.Current.Copy(Storage, copy.Storage);
        return copy;
    }

    /// <summary>
    /// Takes the tensor out of the <see cref="StepScope"/> it was made in, and out of those around it: its memory is left to the
    /// garbage collector. For what outlives every step, such as parameters and what an optimizer remembers.
    /// </summary>
    /// <returns>The same tensor.</returns>
    public Tensor Persist()
    {
        Scope = null;
        return this;
    }

    /// <summary>Shape and size, for messages and the debugger.</summary>
    /// <returns>For example <c>Tensor [2, 3]</c>.</returns>
    public override string ToString() => $"Tensor {Shape}";

    /// <summary>Memory for a result, with undefined numbers; the caller overwrites all of them.</summary>
    internal static Tensor Allocate(Shape shape) => Over(Backend.Current.Allocate(shape.Count, pooled: StepScope.Current is not null), shape);

    /// <summary>A second tensor over the same memory, without history.</summary>
    internal Tensor Share(Shape shape) => Over(Storage, shape);

    /// <summary>Lets go of the memory. Whoever still holds the tensor gets an error that says so.</summary>
    internal void Release()
    {
        Storage? storage = _storage;
        _storage = null;
        Scope = null;
        storage?.Release();
    }

    /// <summary>
    /// Lets go of the memory and of the object itself, which a later tensor will be: for the engine's own temporaries, such as
    /// gradients on their way, that nobody else has seen.
    /// </summary>
    internal void Free()
    {
        if (_storage is null) return;
        Release();
        Discard();
    }

    private static Tensor Over(Storage storage, Shape shape)
    {
        storage.Acquire();
        Tensor tensor = t_spares is not null && t_spares.TryPop(out Tensor? spare) ? spare : new Tensor();
        tensor._storage = storage;
        tensor.Shape = shape;
        StepScope.Current?.Add(tensor);
        return tensor;
    }

    /// <summary>Takes over the memory of another tensor of the same size, which ends its life.</summary>
    private void TakeStorage(Tensor other)
    {
        _storage?.Release();
        _storage = other._storage;
        other._storage = null;
        other.Scope = null;
        other.Discard();
    }

    private void Discard()
    {
        _requiresGrad = _gradIsStale = false;
        _grad = _incoming = null;
        Node = null;
        Stack<Tensor> spares = t_spares ??= new Stack<Tensor>(MostSpares);
        if (spares.Count < MostSpares) spares.Push(this);
    }

    [DoesNotReturn]
    private Storage ThrowFreed() =>
        throw new ObjectDisposedException(nameof(Tensor), $"the StepScope in which this tensor of shape {Shape} was made has ended; pass it to StepScope.Keep to use it later");
}
