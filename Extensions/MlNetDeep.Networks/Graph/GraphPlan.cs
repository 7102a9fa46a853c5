using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A layer of a plan with the weights it will need, and the layer of another network to share them with, if any.</summary>
internal sealed record PlannedLayer(string Name, Layer Layer, Node FirstCall, NetworkLayer? Origin, IReadOnlyList<WeightSpec> Weights);

/// <summary>One call: the layer, the steps whose values it takes, or the index of the batch's tensor that it is (Input, else -1).</summary>
internal readonly record struct PlannedCall(int Layer, int[] Sources, int Input);

/// <summary>A graph put in an order in which it can be computed, with unique names. Immutable, without weights.</summary>
internal sealed class GraphPlan
{
    private GraphPlan(IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs, IReadOnlyList<Node> nodes)
    {
        Inputs = inputs;
        Outputs = outputs;
        Nodes = nodes;

        var names = new LayerNames(nodes.Select(node => node.Layer));
        var layers = new List<PlannedLayer>();
        var layerIndex = new Dictionary<Layer, int>(ReferenceEqualityComparer.Instance);
        var stepOf = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        var steps = new List<PlannedCall>();
        foreach (Node node in nodes)
        {
            Shape[] shapes = [.. node.Inputs.Select(input => input.Shape)];
            IReadOnlyList<WeightSpec> specs = WeightsOf(names.NameOf(node.Layer), node.Layer, shapes);
            if (!layerIndex.TryGetValue(node.Layer, out int index))
            {
                layerIndex[node.Layer] = index = layers.Count;
                layers.Add(new PlannedLayer(names.NameOf(node.Layer), node.Layer, node, node.Origin, specs));
            }
            else
            {
                CheckShared(layers[index], specs, shapes);
                layers[index] = layers[index] with { Origin = layers[index].Origin ?? node.Origin };
            }
            stepOf[node] = steps.Count;
            // The inputs come first in the order, and in their own order.
            int input = node.Layer is Input ? steps.Count : -1;
            steps.Add(new PlannedCall(index, [.. node.Inputs.Select(source => stepOf[source])], input));
        }
        Layers = layers;
        Steps = steps;
        OutputSteps = [.. outputs.Select(output => stepOf[output])];
    }

    public IReadOnlyList<Node> Inputs { get; }

    public IReadOnlyList<Node> Outputs { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<PlannedLayer> Layers { get; }

    public IReadOnlyList<PlannedCall> Steps { get; }

    public IReadOnlyList<int> OutputSteps { get; }

    public static GraphPlan Create(IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(outputs);
        if (inputs.Count == 0) throw new ArgumentException("a network needs at least one input", nameof(inputs));
        if (outputs.Count == 0) throw new ArgumentException("a network needs at least one output", nameof(outputs));
        var listed = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (Node input in inputs)
        {
            if (input.Layer is not Input) throw new ArgumentException($"'{input}' is listed as an input but was not made by Network.Input", nameof(inputs));
            if (!listed.Add(input)) throw new ArgumentException($"the input '{input}' is listed twice", nameof(inputs));
        }
        List<Node> nodes = Sort(inputs, outputs, out HashSet<Node> reached);
        foreach (Node node in nodes)
            if (node.Layer is Input && !listed.Contains(node))
                throw new ArgumentException($"the outputs depend on the input '{node}', which is not listed in inputs", nameof(inputs));
        foreach (Node input in inputs)
            if (!reached.Contains(input)) throw new ArgumentException($"no output depends on the input '{input}'", nameof(inputs));
        return new GraphPlan([.. inputs], [.. outputs], nodes);
    }

    public void CheckInputs(IReadOnlyList<Tensor> batch)
    {
        if (batch.Count != Inputs.Count)
            throw new ShapeException($"the network has {Inputs.Count} inputs; received {batch.Count} tensors");
        for (int i = 0; i < batch.Count; i++)
        {
            ArgumentNullException.ThrowIfNull(batch[i]);
            ReadOnlySpan<int> expected = Inputs[i].Shape.Dimensions, received = batch[i].Shape.Dimensions;
            if (received.Length != expected.Length + 1 || !received[1..].SequenceEqual(expected) || received[0] != batch[0].Shape[0])
                throw new ShapeException(
                    $"{InputName(i)} (Input): expects [N{string.Concat(expected.ToArray().Select(d => $", {d}"))}]" +
                    $"{(i > 0 ? $" with N = {batch[0].Shape[0]}" : "")}; received {batch[i].Shape}");
        }
    }

    private string InputName(int input) => Layers[Steps[input].Layer].Name;

    private static IReadOnlyList<WeightSpec> WeightsOf(string name, Layer layer, IReadOnlyList<Shape> shapes)
    {
        IReadOnlyList<WeightSpec> specs;
        try
        {
            specs = layer.WeightsFor(shapes);
        }
        catch (ArgumentException e)
        {
            throw new ShapeException($"{name} ({layer.GetType().Name}): {e.Message}");
        }
        foreach (WeightSpec spec in specs)
            if (specs.Count(other => other.Name == spec.Name) > 1) throw new ShapeException($"{name} ({layer.GetType().Name}): has two weights with the name '{spec.Name}'");
        return specs;
    }

    private static void CheckShared(PlannedLayer layer, IReadOnlyList<WeightSpec> specs, IReadOnlyList<Shape> shapes)
    {
        bool same = specs.Count == layer.Weights.Count && specs.Zip(layer.Weights).All(pair => pair.First.Shape == pair.Second.Shape);
        if (!same)
            throw new ShapeException(
                $"{layer.Name} ({layer.Layer.GetType().Name}): shares its weights between calls, so all calls need the same kind of input; " +
                $"first called with {string.Join(" and ", layer.FirstCall.Inputs.Select(input => input.Shape))}", shapes);
    }

    // Depth first without recursion: a graph read from a file may be deeper than the stack.
    private static List<Node> Sort(IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs, out HashSet<Node> reached)
    {
        var order = new List<Node>(inputs);
        var done = new HashSet<Node>(inputs, ReferenceEqualityComparer.Instance);
        reached = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var stack = new Stack<(Node Node, int Next)>();
        foreach (Node output in outputs)
        {
            stack.Push((output, 0));
            reached.Add(output);
            while (stack.TryPop(out (Node Node, int Next) top))
            {
                if (top.Next < top.Node.Inputs.Count)
                {
                    stack.Push((top.Node, top.Next + 1));
                    Node source = top.Node.Inputs[top.Next];
                    if (reached.Add(source)) stack.Push((source, 0));
                }
                else if (done.Add(top.Node))
                {
                    order.Add(top.Node);
                }
            }
        }
        return order;
    }
}
