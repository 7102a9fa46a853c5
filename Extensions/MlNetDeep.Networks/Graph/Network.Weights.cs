using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

public sealed partial class Network
{
    /// <summary>All weights, in the order of <see cref="Layers"/>; each shared weight once.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>The number of numbers in all weights.</summary>
    public long ParameterCount => Weights.Sum(weight => (long)weight.Value.Count);

    /// <summary>The number of numbers that an optimizer learns.</summary>
    public long TrainableParameterCount => Weights.Where(weight => weight.Trainable).Sum(weight => (long)weight.Value.Count);

    /// <summary>Finds a weight by its full name.</summary>
    /// <param name="name">The layer's name, a slash, the weight's name, for example <c>dense/kernel</c>.</param>
    /// <returns>The weight.</returns>
    /// <exception cref="KeyNotFoundException">No weight has this name.</exception>
    public Weight GetWeight(string name) =>
        _weightsByName.TryGetValue(name, out Weight? weight) ? weight
        : throw new KeyNotFoundException($"the network has no weight '{name}'; it has {string.Join(", ", _weightsByName.Keys)}");

    /// <summary>Copies the numbers of all weights.</summary>
    /// <returns>A copy of each weight's numbers, by full name.</returns>
    public IReadOnlyDictionary<string, float[]> GetWeights() =>
        Weights.ToDictionary(weight => weight.Name, weight => weight.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>Replaces the numbers of some or all weights. Nothing changes when an entry does not fit.</summary>
    /// <param name="values">New numbers by full name, row-major.</param>
    /// <exception cref="KeyNotFoundException">A name is not a weight of the network.</exception>
    /// <exception cref="ArgumentException">An array has another length than its weight.</exception>
    public void SetWeights(IReadOnlyDictionary<string, float[]> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        foreach ((string name, float[] numbers) in values)
        {
            Weight weight = GetWeight(name);
            if (weight.Value.Count != numbers.Length)
                throw new ArgumentException($"weight '{name}' has shape {weight.Value.Shape}, {weight.Value.Count} numbers; received {numbers.Length}", nameof(values));
        }
        foreach ((string name, float[] numbers) in values) GetWeight(name).Value.CopyFrom(numbers);
    }

    /// <summary>Makes a network with the same graph, the same frozen layers and learning-rate factors, and a copy of the weights.</summary>
    /// <returns>An independent network, which shares nothing.</returns>
    public Network Clone()
    {
        var copy = new Network(_plan, (_, index, _) => Tensor.From(Weights[index].Value.Span, Weights[index].Value.Shape)) { Name = Name };
        foreach ((NetworkLayer layer, NetworkLayer original) in copy.Layers.Zip(Layers)) layer.TakeOver(original);
        return copy;
    }

    /// <summary>Prepares this network for prediction alone. See <see cref="InferencePlan"/> for what it does.</summary>
    /// <returns>A plan with copies of the weights and the same inputs and outputs; predictions differ by rounding only.</returns>
    public InferencePlan ForInference() => new(new InferenceGraph(this).Build());
}
