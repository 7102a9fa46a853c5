using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Where PyTorch counts the features of a vector in another order than we do: behind a Flatten of an image, which is [channels, height,
/// width] there and [height, width, channels] here, and before a vector is made an image again. An order gives for each of our features
/// the place of PyTorch's; null is the same order.
/// </summary>
/// <remarks>
/// The order passes through what works on each feature alone (activations, dropout, batch normalisation) and through a concatenation
/// of vectors; it ends at a layer that mixes features. A sequence [length, channels] is channels first in PyTorch behind a convolution
/// alone: embeddings, recurrent and dense layers have channels last there too.
/// </remarks>
internal sealed class TorchFeatureOrder
{
    private readonly int[]?[] _entering, _leaving;

    public TorchFeatureOrder(GraphPlan plan)
    {
        _entering = new int[]?[plan.Layers.Count];
        _leaving = new int[]?[plan.Layers.Count];
        var first = new int[plan.Layers.Count];
        Array.Fill(first, -1);
        for (int i = 0; i < plan.Steps.Count; i++)
            if (first[plan.Steps[i].Layer] < 0) first[plan.Steps[i].Layer] = i;

        int[]?[] orders = Forward(plan), wanted = Backward(plan);
        for (int layer = 0; layer < first.Length; layer++)
        {
            PlannedCall call = plan.Steps[first[layer]];
            if (call.Sources.Length == 1) _entering[layer] = orders[call.Sources[0]];
            _leaving[layer] = wanted[first[layer]];
        }
    }

    /// <summary>The order of the features that the layer's first call takes.</summary>
    public int[]? Entering(int layer) => _entering[layer];

    /// <summary>The order of the features that its first call gives, asked for by a layer that makes an image of them.</summary>
    public int[]? Leaving(int layer) => _leaving[layer];

    private static int[]?[] Forward(GraphPlan plan)
    {
        var orders = new int[]?[plan.Steps.Count];
        bool[] channelsFirst = new bool[orders.Length];
        for (int i = 0; i < orders.Length; i++)
        {
            PlannedCall call = plan.Steps[i];
            PlannedLayer layer = plan.Layers[call.Layer];
            Shape shape = plan.Nodes[i].Shape;
            channelsFirst[i] = shape.Rank > 2 || (HeaviestRank(layer) > 1 ? IsConvolution(layer) : call.Sources.Any(source => channelsFirst[source]));
            if (shape.Rank != 1 || call.Sources.Length == 0) continue;
            Shape source = plan.Nodes[call.Sources[0]].Shape;
            if (layer.Layer is Concatenate) orders[i] = Joined(call.Sources.Select(index => (orders[index], plan.Nodes[index].Shape.Count)));
            else if (IsReshape(layer, call, source, shape) && source.Rank > 1) orders[i] = channelsFirst[call.Sources[0]] ? ChannelsFirst(source) : null;
            else if (HeaviestRank(layer) < 2 && call.Sources.All(index => plan.Nodes[index].Shape == shape)) orders[i] = orders[call.Sources[0]];
        }
        return orders;
    }

    private static int[]?[] Backward(GraphPlan plan)
    {
        var orders = new int[]?[plan.Steps.Count];
        for (int i = orders.Length - 1; i >= 0; i--)
        {
            PlannedCall call = plan.Steps[i];
            PlannedLayer layer = plan.Layers[call.Layer];
            Shape shape = plan.Nodes[i].Shape;
            foreach (int index in call.Sources)
            {
                Shape source = plan.Nodes[index].Shape;
                if (source.Rank != 1) continue;
                if (shape.Rank > 2 && IsReshape(layer, call, source, shape)) orders[index] ??= ChannelsFirst(shape);
                else if (HeaviestRank(layer) < 2 && source == shape) orders[index] ??= orders[i];
            }
        }
        return orders;
    }

    private static int HeaviestRank(PlannedLayer layer) => layer.Weights.Count == 0 ? 0 : layer.Weights.Max(weight => weight.Shape.Rank);

    private static bool IsConvolution(PlannedLayer layer) => layer.Weights.Any(weight => weight.Name is "kernel" or "depthwise_kernel" && weight.Shape.Rank > 2);

    private static bool IsReshape(PlannedLayer layer, PlannedCall call, Shape from, Shape to) =>
        call.Sources.Length == 1 && layer.Weights.Count == 0 && from.Count == to.Count && from.Rank != to.Rank;

    private static int[]? ChannelsFirst(Shape image)
    {
        int channels = image[-1], pixels = channels == 0 ? 0 : image.Count / channels;
        if (channels < 2 || pixels < 2) return null;
        var order = new int[image.Count];
        for (int i = 0; i < order.Length; i++) order[i] = i % channels * pixels + i / channels;
        return order;
    }

    private static int[]? Joined(IEnumerable<(int[]? Order, int Count)> parts)
    {
        var order = new List<int>();
        bool changed = false;
        foreach ((int[]? part, int count) in parts)
        {
            int offset = order.Count;
            changed |= part is not null;
            for (int i = 0; i < count; i++) order.Add(offset + (part?[i] ?? i));
        }
        return changed ? [.. order] : null;
    }
}
