using System.Globalization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A multilayer perceptron for tables: for each hidden layer a dense layer, optionally batch normalisation, an activation and
/// dropout, then a dense layer with the outputs.
/// </summary>
/// <remarks>The layers are named hidden1, norm1, dropout1 and so on, the last one output. Inputs of several axes are flattened.</remarks>
/// <example><code>
/// Network network = new Mlp { HiddenUnits = [64, 32], Dropout = 0.2 }.Build([features], outputs: 3);
/// </code></example>
public sealed record Mlp
{
    /// <summary>The units of each hidden layer, each at least 1; empty for a linear model. Default 128 and 64.</summary>
    public IReadOnlyList<int> HiddenUnits { get; init; } = [128, 64];

    /// <summary>The activation of the hidden layers, by name or as an object. Default "relu".</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <summary>The dropout rate after each hidden layer, 0 (the default) to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>Whether batch normalisation stands between each hidden layer and its activation. Default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary>How the kernels of the hidden layers start. Default "he_normal", which suits ReLU and its kind; "glorot_uniform" suits tanh.</summary>
    public Initializer KernelInitializer { get; init; } = new HeNormal();

    /// <summary>The activation of the output. Default "linear": logits or numbers, as the losses expect.</summary>
    public ActivationFunction OutputActivation { get; init; } = ActivationFunction.Linear;

    /// <summary>Builds the network.</summary>
    /// <param name="inputShape">One row: [features].</param>
    /// <param name="outputs">The number of outputs, at least 1: classes, or numbers to predict.</param>
    /// <param name="seed">The seed of the initial weights.</param>
    /// <returns>A network from [N, features] to [N, outputs].</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Network Build(Shape inputShape, int outputs, ulong seed = 0)
    {
        if (inputShape.Rank == 0) throw new ArgumentException("Mlp takes rows [features]; received [].", nameof(inputShape));
        if (outputs < 1) throw new ArgumentOutOfRangeException(nameof(outputs), outputs, $"Mlp needs at least 1 output; received {outputs}.");
        if (HiddenUnits.FirstOrDefault(units => units < 1, 1) is int wrong and < 1) throw new ArgumentException($"Mlp has at least 1 unit in each of HiddenUnits; received {wrong}.");
        if ((float)Dropout is not (>= 0 and < 1)) throw new ArgumentException($"Mlp has a Dropout of 0 to below 1; received {Dropout.ToString(CultureInfo.InvariantCulture)}.");

        var layers = new List<Layer>();
        if (inputShape.Rank > 1) layers.Add(new Flatten());
        for (int i = 0; i < HiddenUnits.Count; i++) AddHidden(layers, i + 1, HiddenUnits[i]);
        layers.Add(new Dense(outputs) { Name = "output", Activation = OutputActivation });
        return Network.Sequential(inputShape, layers, seed);
    }

    /// <inheritdoc/>
    public bool Equals(Mlp? other) =>
        other is not null && HiddenUnits.SequenceEqual(other.HiddenUnits) && Activation == other.Activation && Dropout.Equals(other.Dropout)
        && BatchNorm == other.BatchNorm && KernelInitializer == other.KernelInitializer && OutputActivation == other.OutputActivation;

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int units in HiddenUnits) hash.Add(units);
        return HashCode.Combine(hash.ToHashCode(), Activation, Dropout, BatchNorm, KernelInitializer, OutputActivation);
    }

    private void AddHidden(List<Layer> layers, int number, int units)
    {
        var dense = new Dense(units) { Name = $"hidden{number}", KernelInitializer = KernelInitializer };
        if (BatchNorm)
        {
            layers.Add(dense with { UseBias = false });
            layers.Add(new BatchNorm { Name = $"norm{number}", Activation = Activation });
        }
        else
        {
            layers.Add(dense with { Activation = Activation });
        }
        if (Dropout > 0) layers.Add(new Dropout((float)Dropout) { Name = $"dropout{number}" });
    }
}
