using MlNetDeep.Networks;

namespace MlNetDeep.Vision.Tests.Architectures;

/// <summary>The graph of an architecture without weights: those of the large ones take seconds to draw and gigabytes to hold.</summary>
internal static class ArchitectureGraph
{
    public static List<Node> Nodes(StandardArchitecture architecture, int size, int classes = 1000, int channels = 3)
    {
        var seen = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Node>(architecture.Connect(Network.Input([size, size, channels]), classes));
        while (open.TryPop(out Node? node))
            if (seen.Add(node))
                foreach (Node input in node.Inputs) open.Push(input);
        return [.. seen];
    }

    public static IReadOnlyList<WeightSpec> Weights(Node node) => node.Layer.WeightsFor([.. node.Inputs.Select(input => input.Shape)]);

    public static long Parameters(IEnumerable<Node> nodes) =>
        nodes.SelectMany(Weights).Where(weight => weight.Trainable).Sum(weight => (long)weight.Shape.Count);

    /// <summary>The multiplications of convolutions and dense layers for one image.</summary>
    public static long MultiplyAdds(IEnumerable<Node> nodes) => nodes.Sum(node => node.Layer switch
    {
        Conv2D => (long)node.Shape[0] * node.Shape[1] * Weights(node)[0].Shape.Count,
        Dense => Weights(node)[0].Shape.Count,
        _ => 0L,
    });
}
