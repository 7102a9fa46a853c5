using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>An array of numbers of a network: a trainable parameter or a piece of state, with its full name.</summary>
public sealed class Weight
{
    /// <summary>Creates a weight around a tensor, which it does not copy but takes out of the <see cref="StepScope"/> it was made in.</summary>
    /// <param name="name">The full name, for example <c>conv2d/kernel</c>.</param>
    /// <param name="value">The numbers. <see cref="Tensor.RequiresGrad"/> is set to <paramref name="trainable"/>.</param>
    /// <param name="trainable">Whether an optimizer learns it.</param>
    /// <param name="decays">Whether weight decay applies to it.</param>
    public Weight(string name, Tensor value, bool trainable = true, bool decays = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        Name = name;
        Value = value.Persist();
        IsParameter = Trainable = trainable;
        Decays = decays;
        value.RequiresGrad = trainable;
    }

    /// <summary>The full name: the layer's name, a slash, the name within the layer.</summary>
    public string Name { get; }

    /// <summary>The numbers. The optimizer and <see cref="Network.SetWeights"/> change them in place.</summary>
    public Tensor Value { get; }

    /// <summary>Whether an optimizer learns it now: it is a parameter and its layer is not frozen.</summary>
    public bool Trainable { get; private set; }

    /// <summary>Whether weight decay applies to it.</summary>
    public bool Decays { get; }

    /// <summary>A penalty that training adds to the loss; null for none.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>A rule that the numbers obey after each step of training; null for none.</summary>
    public Constraint? Constraint { get; init; }

    internal int OutputAxis { get; init; } = -1;

    /// <summary>Whether it is made to be learned, frozen or not; false for state such as a running mean.</summary>
    public bool IsParameter { get; }

    /// <summary>A factor of the optimizer's learning rate; see <see cref="NetworkLayer.LearningRateFactor"/>.</summary>
    public float LearningRateFactor { get; internal set; } = 1;

    // The tensor keeps its RequiresGrad: another network that shares it may still train it. A frozen layer computes with views instead.
    internal void Freeze(bool frozen) => Trainable = IsParameter && !frozen;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Value.Shape}";

    /// <summary>Makes the weight obey its constraint.</summary>
    internal void Constrain()
    {
        if (Constraint is null) return;
        if (OutputAxis == -1)
        {
            Constraint.Apply(Value);
            return;
        }
        using IDisposable noGrad = Tensor.NoGrad();
        int[] axes = [.. Enumerable.Range(0, Value.Rank)];
        (axes[^1], axes[^-OutputAxis]) = (axes[^-OutputAxis], axes[^1]);
        Tensor turned = Ops.Transpose(Value, axes).Detach();
        Constraint.Apply(turned);
        Value.CopyFrom(Ops.Transpose(turned, axes).Span);
    }
}
