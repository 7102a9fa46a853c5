using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Rewrites a network for prediction: a batch normalisation moves into the kernel and bias of the convolution or dense layer before
/// it, a ReLU into the layer before it, a sum of two into the convolution that computes one of them, and layers that only act in training,
/// such as dropout and augmentation, disappear.
/// </summary>
internal sealed class InferenceGraph
{
    private readonly Network _network;
    private readonly Dictionary<Layer, NetworkLayer> _layers;
    private readonly Dictionary<Layer, int> _calls = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Layer, Layer> _renamed = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Node, Node> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, float[]> _weights;

    public InferenceGraph(Network network)
    {
        _network = network;
        _weights = new Dictionary<string, float[]>(network.GetWeights(), StringComparer.Ordinal);
        _layers = new Dictionary<Layer, NetworkLayer>(ReferenceEqualityComparer.Instance);
        foreach (NetworkLayer layer in network.Layers) _layers[layer.Layer] = layer;
        foreach (Node node in network.Nodes)
        {
            _calls[node.Layer] = _calls.GetValueOrDefault(node.Layer) + 1;
            foreach (Node input in node.Inputs) _uses[input] = _uses.GetValueOrDefault(input) + 1;
        }
        foreach (Node output in network.Outputs) _uses[output] = _uses.GetValueOrDefault(output) + 1;
    }

    public Network Build()
    {
        foreach (Node node in _network.Nodes) _nodes[node] = Rewrite(node);
        FuseConvolutions();
        GraphPlan plan = GraphPlan.Create([.. _network.Inputs.Select(input => _nodes[input])], [.. _network.Outputs.Select(output => _nodes[output])]);
        return new Network(plan, (spec, _, name) => Tensor.From(_weights[name], spec.Shape));
    }

    private Node Rewrite(Node node)
    {
        if (node.Layer.IsIdentityInInference) return _nodes[node.Inputs[0]];
        if (node.Layer is BatchNorm norm && Source(node) is { } affine && _calls[norm] == 1)
            return Replace(_nodes[node.Inputs[0]], Fold(affine, norm));
        if (node.Layer is Activation { Function: { IsRelu: true } relu } && Source(node) is { } linear)
            return Replace(_nodes[node.Inputs[0]], WithActivation(linear, relu));
        return Renamed(node.Layer).Call([.. node.Inputs.Select(input => _nodes[input])]);
    }

    /// <summary>
    /// Second pass, over the rewritten graph: convolutions become fused ones, and take over a sum of two whose one summand they
    /// compute for nothing else.
    /// </summary>
    private void FuseConvolutions()
    {
        GraphPlan plan = GraphPlan.Create([.. _network.Inputs.Select(input => _nodes[input])], [.. _network.Outputs.Select(output => _nodes[output])]);
        var uses = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        var calls = new Dictionary<Layer, int>(ReferenceEqualityComparer.Instance);
        foreach (Node node in plan.Nodes)
        {
            calls[node.Layer] = calls.GetValueOrDefault(node.Layer) + 1;
            foreach (Node input in node.Inputs) uses[input] = uses.GetValueOrDefault(input) + 1;
        }
        foreach (Node output in plan.Outputs) uses[output] = uses.GetValueOrDefault(output) + 1;

        var fusedLayers = new Dictionary<Layer, FusedConv2D>(ReferenceEqualityComparer.Instance);
        var fused = new Dictionary<Node, Node>(ReferenceEqualityComparer.Instance);
        foreach (Node node in plan.Nodes) fused[node] = Fuse(node);
        foreach (Node node in _network.Nodes)
            if (fused.TryGetValue(_nodes[node], out Node? replaced)) _nodes[node] = replaced;

        Node Fuse(Node node)
        {
            if (node.Layer is Input) return node;
            if (node.Layer is Add add && node.Inputs.Count == 2 && Summand(node) is { } convolution)
            {
                Node other = node.Inputs[0] == convolution ? node.Inputs[1] : node.Inputs[0];
                var layer = new FusedConv2D((Conv2D)convolution.Layer with { Activation = add.Activation }) { Name = convolution.Layer.Name };
                return layer.Call(fused[convolution.Inputs[0]], fused[other]);
            }
            Node[] inputs = [.. node.Inputs.Select(input => fused[input])];
            if (node.Layer is not Conv2D plain) return node.Layer.Call(inputs);
            if (!fusedLayers.TryGetValue(plain, out FusedConv2D? shared)) fusedLayers[plain] = shared = new FusedConv2D(plain) { Name = plain.Name };
            return shared.Call(inputs);
        }

        Node? Summand(Node sum) => sum.Inputs.FirstOrDefault(input =>
            input.Layer is Conv2D { Activation: var function } && function == ActivationFunction.Linear && uses[input] == 1 && calls[input.Layer] == 1);
    }

    // The rewritten layer before a node, when it may take over what the node does: it is linear, called once and used here only.
    private Layer? Source(Node node)
    {
        Node source = node.Inputs[0];
        if (_uses[source] != 1 || _calls[source.Layer] != 1 || source.Layer is Input || source.Layer.IsIdentityInInference) return null;
        Layer layer = _nodes[source].Layer;
        return layer switch
        {
            Conv2D { Activation: var function } when function == ActivationFunction.Linear => layer,
            Dense { Activation: var function } when function == ActivationFunction.Linear => layer,
            BatchNorm { Activation: var function } when function == ActivationFunction.Linear && node.Layer is Activation => layer,
            Add { Activation: var function } when function == ActivationFunction.Linear && node.Layer is Activation => layer,
            _ => null,
        };
    }

    private Layer Fold(Layer affine, BatchNorm norm)
    {
        IReadOnlyList<Weight> weights = _layers[norm].Weights;
        ReadOnlySpan<float> gamma = weights[0].Value.Span, beta = weights[1].Value.Span, mean = weights[2].Value.Span, variance = weights[3].Value.Span;
        float[] kernel = _weights[affine.Name + "/kernel"];
        int channels = gamma.Length;
        var scale = new double[channels];
        float[] bias = new float[channels];
        _weights.TryGetValue(affine.Name + "/bias", out float[]? before);
        for (int c = 0; c < channels; c++)
        {
            scale[c] = gamma[c] / Math.Sqrt((double)variance[c] + norm.Epsilon);
            bias[c] = (float)(((before?[c] ?? 0) - (double)mean[c]) * scale[c] + beta[c]);
        }
        // The output channels are the last axis of either kernel.
        for (int i = 0; i < kernel.Length; i++) kernel[i] = (float)(kernel[i] * scale[i % channels]);
        _weights[affine.Name + "/bias"] = bias;
        Layer biased = affine is Conv2D conv ? conv with { UseBias = true } : (Dense)affine with { UseBias = true };
        return WithActivation(biased, norm.Activation);
    }

    private static Layer WithActivation(Layer layer, ActivationFunction function) => layer switch
    {
        Conv2D conv => conv with { Activation = function },
        Dense dense => dense with { Activation = function },
        BatchNorm norm => norm with { Activation = function },
        _ => (Add)layer with { Activation = function },
    };

    private static Node Replace(Node call, Layer layer) => layer.Call(call.Inputs);

    private Layer Renamed(Layer layer)
    {
        if (!_renamed.TryGetValue(layer, out Layer? renamed)) _renamed[layer] = renamed = layer with { Name = _layers[layer].Name };
        return renamed;
    }
}
