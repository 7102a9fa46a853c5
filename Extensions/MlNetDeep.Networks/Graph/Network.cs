using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A directed graph of layers together with its weights. Built in sequence (<see cref="Sequential"/>) or as a graph with
/// several inputs and outputs (<see cref="Input"/>, <see cref="Node.Apply"/>, <see cref="Layer.Call"/> and the constructor).
/// </summary>
/// <remarks>
/// <para>The graph never changes after construction; only the numbers in the weights do. <see cref="Predict(Tensor)"/> may run
/// on many threads at once. Training changes the weights, so do not predict with a network while it is being trained:
/// predict with a <see cref="Clone"/> taken before.</para>
/// <para>The same graph and seed give the same weights, bit for bit.</para>
/// </remarks>
/// <example>
/// <code>
/// var network = Network.Sequential([28, 28, 1], [
///     new Conv2D(32, 3) { Activation = "relu" },
///     new MaxPool2D(2),
///     new Flatten(),
///     new Dense(10)]);
/// </code>
/// </example>
public sealed partial class Network
{
    private readonly GraphPlan _plan;
    private readonly Dictionary<string, Weight> _weightsByName;

    /// <summary>Creates a network from one input and one output of a graph.</summary>
    /// <param name="input">A node made by <see cref="Input"/>.</param>
    /// <param name="output">Any node computed from it.</param>
    /// <param name="seed">The seed of the initial weights.</param>
    /// <exception cref="ArgumentException">The output does not depend on the input alone, or two layers have the same name.</exception>
    public Network(Node input, Node output, ulong seed = 0) : this([input], [output], seed)
    {
    }

    /// <summary>Creates a network from the inputs and outputs of a graph.</summary>
    /// <param name="inputs">Nodes made by <see cref="Input"/>, in the order in which batches give their tensors.</param>
    /// <param name="outputs">The nodes to compute.</param>
    /// <param name="seed">The seed of the initial weights.</param>
    /// <exception cref="ArgumentException">An output depends on an input that is not listed, a listed input is not used,
    /// a node is listed twice, or two layers have the same name.</exception>
    public Network(IReadOnlyList<Node> inputs, IReadOnlyList<Node> outputs, ulong seed = 0)
        : this(GraphPlan.Create(inputs, outputs), (spec, index, _) => spec.Create(seed, (ulong)index), shares: true)
    {
    }

    internal Network(GraphPlan plan, Func<WeightSpec, int, string, Tensor> createWeight) : this(plan, createWeight, shares: false)
    {
    }

    private Network(GraphPlan plan, Func<WeightSpec, int, string, Tensor> createWeight, bool shares)
    {
        _plan = plan;
        var layers = new List<NetworkLayer>();
        var weights = new List<Weight>();
        var owners = new Dictionary<Tensor, string>(ReferenceEqualityComparer.Instance);
        foreach (PlannedLayer planned in plan.Layers)
        {
            NetworkLayer? origin = shares ? planned.Origin : null;
            var own = new List<Weight>();
            foreach (WeightSpec spec in planned.Weights)
            {
                string name = planned.Name + "/" + spec.Name;
                Tensor value = origin is null ? createWeight(spec, weights.Count, name) : SharedValue(planned, origin, own.Count);
                if (!owners.TryAdd(value, name))
                    throw new ArgumentException($"'{name}' and '{owners[value]}' are the same weight, of two networks or views that share it; call one network object several times instead");
                own.Add(new Weight(name, value, spec.Trainable, spec.Decays) { Regularizer = spec.Regularizer, Constraint = spec.Constraint, OutputAxis = spec.OutputAxis });
                weights.Add(own[^1]);
            }
            var layer = new NetworkLayer(planned.Name, planned.Layer, planned.FirstCall, own);
            if (origin is not null) layer.TakeOver(origin);
            layers.Add(layer);
        }
        Layers = layers;
        Weights = weights;
        OutputNames = LayerNames.Distinct(plan.OutputSteps.Select(step => layers[plan.Steps[step].Layer].Name));
        _weightsByName = weights.ToDictionary(weight => weight.Name, StringComparer.Ordinal);
    }

    /// <summary>The input nodes, in the order of the tensors of a batch.</summary>
    public IReadOnlyList<Node> Inputs => _plan.Inputs;

    /// <summary>The output nodes.</summary>
    public IReadOnlyList<Node> Outputs => _plan.Outputs;

    /// <summary>
    /// The name of each output, by which losses and metrics are paired with it: the name of its layer, so <c>new Dense(1) { Name = "price" }</c>
    /// makes the output <c>price</c>. Several outputs of one layer count up: <c>price</c>, <c>price_1</c>.
    /// </summary>
    public IReadOnlyList<string> OutputNames { get; }

    /// <summary>
    /// The name of the network; null (the default) for none. It is the prefix of its layers within another network (see <see cref="Call"/>)
    /// and the title of its drawing. It is not saved in files.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or contains a slash.</exception>
    public string? Name
    {
        get;
        init
        {
            if (value is not null && (value.Length == 0 || value.Contains('/', StringComparison.Ordinal)))
                throw new ArgumentException($"a network's name must be one or more characters without a slash, is '{value}'", nameof(value));
            field = value;
        }
    }

    /// <summary>All calls of layers in an order in which they can be computed, inputs first.</summary>
    public IReadOnlyList<Node> Nodes => _plan.Nodes;

    /// <summary>The layers with their names, shapes and weights, in the order of their first call.</summary>
    public IReadOnlyList<NetworkLayer> Layers { get; }

    /// <summary>The shape of the first input, without the batch axis.</summary>
    public Shape InputShape => Inputs[0].Shape;

    /// <summary>The shape of the first output, without the batch axis.</summary>
    public Shape OutputShape => Outputs[0].Shape;

    /// <summary>Makes the symbolic input of a graph.</summary>
    /// <param name="shape">The shape of one sample, for example [height, width, channels]. Each axis is at least 1.</param>
    /// <param name="name">The name; null for input, input_1, ...</param>
    /// <returns>A node to which layers are connected.</returns>
    /// <exception cref="ShapeException">An axis is below 1.</exception>
    public static Node Input(Shape shape, string? name = null) => new Input(shape) { Name = name }.Call();

    /// <summary>Creates a network in which each layer takes the output of the one before.</summary>
    /// <param name="inputShape">The shape of one sample, without the batch axis.</param>
    /// <param name="layers">The layers, first to last; at least one. An instance that occurs twice shares its weights.</param>
    /// <param name="seed">The seed of the initial weights.</param>
    /// <param name="name">The <see cref="Name"/>; null for none.</param>
    /// <returns>The network.</returns>
    /// <exception cref="ArgumentException">There are no layers, or two layers have the same name.</exception>
    /// <exception cref="ShapeException">A layer cannot take the output of the one before it; the message names the layer.</exception>
    public static Network Sequential(Shape inputShape, IReadOnlyList<Layer> layers, ulong seed = 0, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        if (layers.Count == 0) throw new ArgumentException("a sequential network needs at least one layer", nameof(layers));
        var names = new LayerNames(layers);
        Node input = Input(inputShape), node = input;
        foreach (Layer layer in layers) node = Node.Create(layer, [node], names.NameOf(layer));
        return new Network(input, node, seed) { Name = name };
    }

    /// <summary>Finds a layer by its name.</summary>
    /// <param name="name">The unique name, as printed by <see cref="Summary"/>.</param>
    /// <returns>The layer.</returns>
    /// <exception cref="KeyNotFoundException">No layer has this name.</exception>
    public NetworkLayer GetLayer(string name) =>
        Layers.FirstOrDefault(layer => layer.Name == name)
        ?? throw new KeyNotFoundException($"the network has no layer '{name}'; it has {string.Join(", ", Layers.Select(layer => layer.Name))}");

    /// <summary>Predicts a batch. Safe to call from many threads at once; nothing is recorded and no state changes.</summary>
    /// <param name="batch">The samples, [N, then the shape of the single input].</param>
    /// <returns>The single output, [N, ...]. It belongs to the <see cref="StepScope"/> that is open around the call, if any.</returns>
    /// <exception cref="ShapeException">The batch has another shape than the input.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public Tensor Predict(Tensor batch)
    {
        RequireSingle(nameof(Predict));
        return Predict([batch])[0];
    }

    /// <summary>Predicts a batch of a network with several inputs or outputs. Safe to call from many threads at once.</summary>
    /// <param name="batch">One tensor for each input, all with the same number of samples.</param>
    /// <returns>One tensor for each output.</returns>
    /// <exception cref="ShapeException">The number or the shapes of the tensors do not fit the inputs.</exception>
    public IReadOnlyList<Tensor> Predict(IReadOnlyList<Tensor> batch)
    {
        using IDisposable noGrad = Tensor.NoGrad();
        using StepScope scope = StepScope.Begin();
        IReadOnlyList<Tensor> outputs = Forward(batch, ForwardContext.Inference);
        return [.. outputs.Select(output => scope.Keep(output))];
    }

    /// <summary>Computes the output of a batch, recording it for <see cref="Tensor.Backward"/> unless under <see cref="Tensor.NoGrad"/>.</summary>
    /// <param name="batch">The samples, [N, then the shape of the single input].</param>
    /// <param name="context">Whether this is training, and the seed of random numbers.</param>
    /// <returns>The single output, [N, ...].</returns>
    /// <exception cref="ShapeException">The batch has another shape than the input.</exception>
    /// <exception cref="InvalidOperationException">The network has several inputs or outputs.</exception>
    public Tensor Forward(Tensor batch, ForwardContext context)
    {
        RequireSingle(nameof(Forward));
        return Forward([batch], context)[0];
    }

    /// <summary>Computes the outputs of a batch, recording them for <see cref="Tensor.Backward"/> unless under <see cref="Tensor.NoGrad"/>.</summary>
    /// <param name="batch">One tensor for each input, all with the same number of samples.</param>
    /// <param name="context">Whether this is training, and the seed of random numbers.</param>
    /// <returns>One tensor for each output.</returns>
    /// <exception cref="ShapeException">The number or the shapes of the tensors do not fit the inputs.</exception>
    public IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> batch, ForwardContext context) => Forward(batch, context, null);

    /// <summary>Computes the outputs of a batch and shows the output of each layer, with the layer's name, as soon as it is there.</summary>
    internal IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> batch, ForwardContext context, Action<string, Tensor>? observe)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _plan.CheckInputs(batch);
        var values = new Tensor[_plan.Steps.Count];
        for (int i = 0; i < values.Length; i++)
        {
            PlannedCall step = _plan.Steps[i];
            if (step.Input >= 0)
            {
                values[i] = batch[step.Input];
                continue;
            }
            var inputs = new Tensor[step.Sources.Length];
            for (int j = 0; j < inputs.Length; j++) inputs[j] = values[step.Sources[j]];
            NetworkLayer layer = Layers[step.Layer];
            try
            {
                values[i] = layer.Layer.Apply(inputs, layer.Values, context with { Call = i, Frozen = layer.Frozen });
            }
            catch (ArgumentException e)
            {
                throw new ShapeException($"{layer.Name} ({layer.Layer.GetType().Name}): {ErrorText.Of(e)}", e);
            }
            observe?.Invoke(layer.Name, values[i]);
        }
        return [.. _plan.OutputSteps.Select(step => values[step])];
    }

    /// <summary>The unique name of the layer of a node of this network.</summary>
    internal string NameOf(Node node) => Layers.First(layer => ReferenceEquals(layer.Layer, node.Layer)).Name;

    internal GraphPlan Plan => _plan;

    private static Tensor SharedValue(PlannedLayer planned, NetworkLayer origin, int index)
    {
        Tensor value = origin.Weights[index].Value;
        WeightSpec spec = planned.Weights[index];
        return value.Shape == spec.Shape ? value
            : throw new ShapeException(
                $"{planned.Name} ({planned.Layer.GetType().Name}): shares its weights with a network in which {spec.Name} has shape {value.Shape}; with these inputs it needs {spec.Shape}");
    }

    internal void RequireSingle(string method)
    {
        if (Inputs.Count != 1 || Outputs.Count != 1)
            throw new InvalidOperationException($"{method} of one tensor needs one input and one output; the network has {Inputs.Count} and {Outputs.Count}: pass a list of tensors");
    }
}
