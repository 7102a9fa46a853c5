using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The description of one array of numbers that a layer owns: its kernel, bias, running mean and so on.</summary>
/// <param name="Name">The name within the layer, for example <c>kernel</c>.</param>
/// <param name="Shape">The shape. Dense kernels are [in, out], convolution kernels [height, width, in / groups, out].</param>
/// <param name="Initializer">How the numbers start.</param>
public sealed record WeightSpec(string Name, Shape Shape, Initializer Initializer)
{
    /// <summary>True (the default) for a parameter that the optimizer learns; false for state such as a running mean.</summary>
    public bool Trainable { get; init; } = true;

    /// <summary>
    /// True (the default) when weight decay applies. Biases and the gain and shift of normalisation layers set it to false:
    /// pulling them to zero does not regularise and usually harms.
    /// </summary>
    public bool Decays { get; init; } = true;

    /// <summary>A penalty that training adds to the loss; null (the default) for none.</summary>
    public Regularizer? Regularizer { get; init; }

    /// <summary>A rule that the numbers obey after each step of training; null (the default) for none.</summary>
    public Constraint? Constraint { get; init; }

    /// <summary>The shape by which fans are counted where the numbers lie otherwise than in Keras; null for <see cref="Shape"/>.</summary>
    internal Shape? FanShape { get; init; }

    /// <summary>The axis of the outputs, which constraints of norms keep apart: the last one, -1, but for transposed convolutions.</summary>
    internal int OutputAxis { get; init; } = -1;

    internal Tensor Create(ulong seed, ulong index)
    {
        Tensor numbers = Initializer.Create(FanShape ?? Shape, seed, index);
        return FanShape is null ? numbers : numbers.Reshape(Shape);
    }
}
