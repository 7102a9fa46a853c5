namespace MlNetDeep.Networks;

public sealed partial class Network
{
    private Layer[]? _nested;

    /// <summary>
    /// Uses this network within another graph as if it were one layer: its layers are called on the given nodes. The graph stays flat, and
    /// the layers have this network's <see cref="Name"/> as prefix there: <c>encoder.conv2d</c> (<c>network.conv2d</c> without a name).
    /// </summary>
    /// <remarks>
    /// A network built from the node shares the weights with this one, as in Keras: training either trains both. Calling this network
    /// several times uses the same layers again, so the calls share them too: a Siamese network is two calls. <see cref="NetworkLayer.Frozen"/>
    /// and <see cref="NetworkLayer.LearningRateFactor"/> are taken over when the outer network is built and are each network's own from then on.
    /// The inputs may have other shapes than those of this network as long as the layers and their weights fit.
    /// </remarks>
    /// <param name="inputs">A node for each input of this network.</param>
    /// <returns>The node of the single output.</returns>
    /// <exception cref="ArgumentException">The number of nodes is not that of the inputs.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs; use <see cref="CallAll"/>.</exception>
    /// <exception cref="ShapeException">A layer cannot take the shapes of these nodes.</exception>
    /// <remarks>
    /// To share the weights within one graph, call one network object several times: of two views of a network (<see cref="Named"/>,
    /// <see cref="CutAt"/>) each would count them as its own, so a graph with both is refused.
    /// </remarks>
    /// <example>
    /// <code>
    /// var encoder = new Network(image, features) { Name = "encoder" };
    /// Node left = Network.Input([32, 32, 3]), right = Network.Input([32, 32, 3]);
    /// var pair = new Network([left, right], [new Concatenate().Call(encoder.Call(left), encoder.Call(right))]);
    /// </code>
    /// </example>
    public Node Call(params IReadOnlyList<Node> inputs)
    {
        if (Outputs.Count != 1) throw new InvalidOperationException($"Call needs a network with one output; this one has {string.Join(", ", OutputNames)}: use CallAll");
        return CallAll(inputs)[0];
    }

    /// <summary>Does what <see cref="Call"/> does, for a network with any number of outputs.</summary>
    /// <param name="inputs">A node for each input of this network.</param>
    /// <returns>The nodes of the outputs, in the order of <see cref="OutputNames"/>.</returns>
    /// <exception cref="ArgumentException">The number of nodes is not that of the inputs.</exception>
    /// <exception cref="ShapeException">A layer cannot take the shapes of these nodes.</exception>
    public IReadOnlyList<Node> CallAll(params IReadOnlyList<Node> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != Inputs.Count) throw new ArgumentException($"the network has {Inputs.Count} inputs; received {inputs.Count} nodes", nameof(inputs));
        if (_nested is null) Interlocked.CompareExchange(ref _nested, NamedLayers((Name ?? "network") + "."), null);
        var values = new Node?[_plan.Steps.Count];
        for (int i = 0; i < inputs.Count; i++) values[i] = inputs[i] ?? throw new ArgumentNullException(nameof(inputs));
        return Replay(_nested, values, _plan.OutputSteps);
    }

    /// <summary>Gives the network a name, for <see cref="Call"/>.</summary>
    /// <param name="name">The name.</param>
    /// <returns>A network with that name and the same graph, which shares the weights with this one.</returns>
    /// <exception cref="ArgumentException">The name is empty or contains a slash.</exception>
    public Network Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var named = new Network(_plan, (_, index, _) => Weights[index].Value) { Name = name };
        foreach ((NetworkLayer layer, NetworkLayer original) in named.Layers.Zip(Layers)) layer.TakeOver(original);
        return named;
    }

    /// <summary>
    /// Puts layers behind the single output, for example a new head: each takes the output of the one before. Layers of this network keep
    /// their names and share their weights with it.
    /// </summary>
    /// <param name="layers">The new layers, first to last; at least one.</param>
    /// <param name="seed">The seed of the new layers' initial weights.</param>
    /// <returns>The longer network.</returns>
    /// <exception cref="ArgumentException">There are no layers, or one has a name that is taken.</exception>
    /// <exception cref="InvalidOperationException">The network has several outputs.</exception>
    /// <exception cref="ShapeException">A layer cannot take the output of the one before it.</exception>
    public Network Append(IReadOnlyList<Layer> layers, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("Append needs at least one layer", nameof(layers));
        if (Outputs.Count != 1) throw new InvalidOperationException($"Append needs a network with one output; this one has {string.Join(", ", OutputNames)}");
        Layer[] own = NamedLayers("");
        var values = new Node?[_plan.Steps.Count];
        Node[] inputs = NewInputs(own, values, Enumerable.Range(0, Inputs.Count));
        Node node = Replay(own, values, _plan.OutputSteps)[0];
        foreach (Layer layer in layers) node = node.Apply(layer);
        return new Network(inputs, [node], seed) { Name = Name };
    }

    /// <summary>
    /// Cuts the network behind some layers: a network whose outputs are those of the layers, for example the backbone of a classifier
    /// without its head. It keeps the names of the layers and shares their weights with this network.
    /// </summary>
    /// <param name="layerNames">The layers, in the order of the outputs; each is called once in this network.</param>
    /// <returns>A network with the layers from which these are computed, and with the inputs that these need.</returns>
    /// <exception cref="KeyNotFoundException">No layer has this name.</exception>
    /// <exception cref="ArgumentException">There are no names, or a layer is called several times.</exception>
    public Network CutAt(params IReadOnlyList<string> layerNames)
    {
        ArgumentNullException.ThrowIfNull(layerNames);
        int[] targets = [.. layerNames.Select(StepOf)];
        bool[] needed = Needed(targets, []);
        Layer[] own = NamedLayers("");
        var values = new Node?[_plan.Steps.Count];
        Node[] inputs = NewInputs(own, values, Enumerable.Range(0, Inputs.Count).Where(input => needed[input]));
        return new Network(inputs, Replay(own, values, targets)) { Name = Name };
    }

    /// <summary>
    /// Gives the rest of what <see cref="CutAt"/> cuts off at a layer: a network from that layer's output to the outputs of this one. It keeps
    /// the names of the layers and shares their weights with this network; its input has the name of the layer.
    /// </summary>
    /// <param name="layerName">The layer, called once, from which all outputs are computed and from nothing else.</param>
    /// <returns>The network behind the layer.</returns>
    /// <exception cref="KeyNotFoundException">No layer has this name.</exception>
    /// <exception cref="ArgumentException">The layer is called several times, is an output, or an output depends on an input by a way around it.</exception>
    public Network CutAfter(string layerName)
    {
        int start = StepOf(layerName);
        if (_plan.OutputSteps.Contains(start)) throw new ArgumentException($"'{layerName}' is an output of the network; there is nothing behind it", nameof(layerName));
        bool[] needed = Needed(_plan.OutputSteps, [start]);
        for (int i = 0; i < Inputs.Count; i++)
            if (needed[i] && i != start) throw new ArgumentException($"the network cannot be cut after '{layerName}': its outputs depend on the input '{NameAt(i)}' by a way around that layer", nameof(layerName));
        if (!needed[start]) throw new ArgumentException($"no output depends on '{layerName}'", nameof(layerName));
        var values = new Node?[_plan.Steps.Count];
        values[start] = Input(Nodes[start].Shape, layerName);
        return new Network([values[start]!], Replay(NamedLayers(""), values, _plan.OutputSteps)) { Name = Name };
    }

    /// <summary>The steps from which the targets are computed, themselves included, looking no further back than at the starts.</summary>
    private bool[] Needed(IReadOnlyList<int> targets, IReadOnlyList<int> starts)
    {
        bool[] needed = new bool[_plan.Steps.Count];
        foreach (int target in targets) needed[target] = true;
        for (int i = needed.Length - 1; i >= 0; i--)
        {
            if (!needed[i] || starts.Contains(i)) continue;
            foreach (int source in _plan.Steps[i].Sources) needed[source] = true;
        }
        return needed;
    }

    private Layer[] NamedLayers(string prefix) => [.. Layers.Select(layer => layer.Layer with { Name = prefix + layer.Name })];

    private Node[] NewInputs(Layer[] layers, Node?[] values, IEnumerable<int> inputs)
    {
        var nodes = new List<Node>();
        foreach (int input in inputs) nodes.Add(values[input] = layers[_plan.Steps[input].Layer].Call());
        return [.. nodes];
    }

    /// <summary>Calls the layers on new nodes as far as the targets need them; values holds the nodes to start from.</summary>
    private Node[] Replay(Layer[] layers, Node?[] values, IReadOnlyList<int> targets)
    {
        bool[] needed = Needed(targets, [.. Enumerable.Range(0, values.Length).Where(i => values[i] is not null)]);
        for (int i = 0; i < values.Length; i++)
        {
            if (!needed[i] || values[i] is not null) continue;
            PlannedCall step = _plan.Steps[i];
            Layer layer = layers[step.Layer];
            values[i] = Node.Create(layer, [.. step.Sources.Select(source => values[source]!)], layer.Name!, Layers[step.Layer]);
        }
        return [.. targets.Select(target => values[target]!)];
    }

    private string NameAt(int step) => Layers[_plan.Steps[step].Layer].Name;

    private int StepOf(string layerName)
    {
        NetworkLayer layer = GetLayer(layerName);
        int[] steps = [.. Enumerable.Range(0, _plan.Steps.Count).Where(i => Layers[_plan.Steps[i].Layer] == layer)];
        return steps.Length == 1 ? steps[0] : throw new ArgumentException($"the layer '{layerName}' is called {steps.Length} times; a cut needs a layer that is called once", nameof(layerName));
    }
}
