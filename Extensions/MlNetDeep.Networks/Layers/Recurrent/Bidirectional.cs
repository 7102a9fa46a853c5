using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Two recurrent layers over the same sequences, one from each end (Schuster and Paliwal 1997). Input [steps, features] and, if the batch
/// is padded, lengths [1]; output [2 * units] or [steps, 2 * units] when the directions are concatenated, else with units numbers.
/// </summary>
/// <remarks>
/// Weights: those of the layer twice, with <c>forward_</c> and <c>backward_</c> before their names. The outputs of the backward direction
/// stay at their steps; without <see cref="RecurrentLayer.ReturnSequences"/> its output is that at the first step.
/// </remarks>
/// <param name="Layer">The layer, whose options both directions have; its name does not count.</param>
/// <example><code>new Bidirectional(new Lstm(32) { ReturnSequences = true })</code></example>
public sealed record Bidirectional([property: JsonConverter(typeof(LayerConverter<RecurrentLayer>))] RecurrentLayer Layer) : Layer
{
    /// <summary>How the outputs of both directions are joined; side by side by default, as in Keras.</summary>
    public BidirectionalMerge Merge { get; init; } = BidirectionalMerge.Concatenate;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Layer is not null, "Layer must not be null");
        Require(!Layer!.GoBackwards, "Layer must not have GoBackwards: the other direction is added to it");
        Require(Enum.IsDefined(Merge), $"Merge must be a {nameof(BidirectionalMerge)}, is {Merge}");
        Layer.Validate();
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape one = Layer.OutputShape(inputs);
        return Merge == BidirectionalMerge.Concatenate ? [.. one.Dimensions[..^1], 2 * one[-1]] : one;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        IReadOnlyList<WeightSpec> specs = Layer.WeightsFor(inputs);
        return [.. specs.Select(spec => spec with { Name = "forward_" + spec.Name }), .. specs.Select(spec => spec with { Name = "backward_" + spec.Name })];
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(weights);
        int half = weights.Count / 2;
        int[]? lengths = RecurrentLayer.LengthsOf(inputs);
        Tensor forward = Layer.Run(inputs[0], [.. weights.Take(half)], reverse: false, lengths);
        Tensor backward = Layer.Run(inputs[0], [.. weights.Skip(half)], reverse: true, lengths);
        return Merge switch
        {
            BidirectionalMerge.Concatenate => Ops.Concatenate([forward, backward]),
            BidirectionalMerge.Sum => forward + backward,
            BidirectionalMerge.Multiply => forward * backward,
            _ => (forward + backward) * 0.5f,
        };
    }
}
