using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Applies a layer to each step of a sequence, with the same weights. Input [steps, then what the layer takes], output [steps, then what
/// it gives], for example a <see cref="Conv2D"/> for each image of a film.
/// </summary>
/// <remarks>
/// The steps count as further samples of the batch: a batch normalisation within takes its statistics over all of them. Weights: those of
/// the layer, with its names. A layer of one input.
/// </remarks>
/// <param name="Layer">The layer; its name does not count. It may hold a layer itself, up to eight deep.</param>
public sealed record TimeDistributed([property: JsonConverter(typeof(LayerConverter<Layer>))] Layer Layer) : Layer
{
    private const int MaximumDepth = 8;

    /// <inheritdoc/>
    public override void Validate()
    {
        Require(Layer is not null and not Input, "Layer must be a layer other than an Input");
        int depth = 0;
        for (Layer? inner = this; inner is TimeDistributed outer; inner = outer.Layer) depth++;
        Require(depth <= MaximumDepth, $"Layer must be at most {MaximumDepth} layers deep, is {depth}");
        Layer!.Validate();
    }

    /// <inheritdoc/>
    public override Shape OutputShape(IReadOnlyList<Shape> inputs)
    {
        Shape steps = Single(inputs);
        if (steps.Rank == 0 || steps[0] < 1) throw new ShapeException("expects at least one axis, of steps, of at least 1", inputs);
        return [steps[0], .. Layer.OutputShape(StepOf(inputs)).Dimensions];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Layer.WeightsFor(StepOf(inputs));
    }

    /// <inheritdoc/>
    public override Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Shape shape = inputs[0].Shape;
        int samples = shape[0], steps = shape[1];
        Tensor output = Layer.Apply([inputs[0].Reshape([samples * steps, .. shape.Dimensions[2..]])], weights, context);
        return output.Reshape([samples, steps, .. output.Shape.Dimensions[1..]]);
    }

    private static Shape[] StepOf(IReadOnlyList<Shape> inputs) => [new Shape(inputs[0].Dimensions[1..])];
}
