using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// Rewrites a network for prediction: a batch normalisation moves into the kernel and bias of the convolution or dense layer before
/// it, a ReLU into the layer before it, and dropout disappears.
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
        GraphPlan plan = GraphPlan.Create([.. _network.Inputs.Select(input => _nodes[input])], [.. _network.Outputs.Select(output => _nodes[output])]);
        return new Network(plan, (spec, _, name) => Tensor.From(_weights[name], spec.Shape));
    }

    private Node Rewrite(Node node)
    {
        if (node.Layer is Dropout) return _nodes[node.Inputs[0]];
        if (node.Layer is BatchNorm norm && Source(node) is { } affine && _calls[norm] == 1)
            return Replace(_nodes[node.Inputs[0]], Fold(affine, norm));
        if (node.Layer is Activation { Function: { IsRelu: true } relu } && Source(node) is { } linear)
            return Replace(_nodes[node.Inputs[0]], WithActivation(linear, relu));
        return Renamed(node.Layer).Call([.. node.Inputs.Select(input => _nodes[input])]);
    }

    // The rewritten layer before a node, when it may take over what the node does: it is linear, called once and used here only.
    private Layer? Source(Node node)
    {
        Node source = node.Inputs[0];
        if (_uses[source] != 1 || _calls[source.Layer] != 1 || source.Layer is Dropout or Input) return null;
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
