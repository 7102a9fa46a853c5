using System.Text;
using System.Text.Json.Serialization;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A building block of a network: an immutable record of its options. It holds no numbers; the network that uses it creates
/// and owns the weights that the layer asks for, so one layer can serve in several networks.
/// </summary>
/// <remarks>
/// Calling the same instance twice in one network shares its weights; two instances with equal options do not share.
/// To write your own layer derive a record, implement <see cref="OutputShape"/> and <see cref="Apply"/> (and
/// <see cref="WeightsFor"/> when it learns something), and register it with <see cref="LayerRegistry.Register{TLayer}"/>
/// so that networks with it can be saved and loaded.
/// </remarks>
public abstract record Layer
{
    /// <summary>The name in the network; null (the default) for a name made from the type: conv2d, conv2d_1, ...</summary>
    [JsonIgnore]
    public string? Name { get; init; }

    /// <summary>The name of the kind of layer, by default the type's name in snake case: <c>Conv2D</c> is <c>conv2d</c>.</summary>
    [JsonIgnore]
    public virtual string TypeName => SnakeCase(GetType().Name);

    /// <summary>True when prediction gives the input back as it is, so that a network prepared for prediction does without the layer.</summary>
    internal virtual bool IsIdentityInInference => false;

    /// <summary>Checks the options, once, when the layer is first used in a graph.</summary>
    /// <exception cref="ShapeException">An option is out of its range.</exception>
    public virtual void Validate()
    {
    }

    /// <summary>Gives the shape of the output for shapes of the inputs, all without the batch axis.</summary>
    /// <param name="inputs">One shape for each input.</param>
    /// <returns>The shape of the output.</returns>
    /// <exception cref="ShapeException">The layer cannot take these inputs.</exception>
    public abstract Shape OutputShape(IReadOnlyList<Shape> inputs);

    /// <summary>Lists the weights that the layer needs for inputs of these shapes; none by default.</summary>
    /// <param name="inputs">One shape for each input, without the batch axis, which <see cref="OutputShape"/> accepted.</param>
    /// <returns>The weights in the order in which <see cref="Apply"/> receives them.</returns>
    public virtual IReadOnlyList<WeightSpec> WeightsFor(IReadOnlyList<Shape> inputs) => [];

    /// <summary>Computes the output of a batch.</summary>
    /// <param name="inputs">The inputs, with the batch as their first axis.</param>
    /// <param name="weights">The weights listed by <see cref="WeightsFor"/>, in that order.</param>
    /// <param name="context">Whether this is training, and the seed of random numbers.</param>
    /// <returns>The output, with the batch as its first axis.</returns>
    public abstract Tensor Apply(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, ForwardContext context);

    /// <summary>Connects the layer to nodes of a graph.</summary>
    /// <param name="inputs">The nodes whose outputs the layer takes.</param>
    /// <returns>The node of the layer's output.</returns>
    /// <exception cref="ShapeException">The layer cannot take the shapes of these nodes, or an option is out of its range.</exception>
    public Node Call(params IReadOnlyList<Node> inputs) => Node.Create(this, inputs, Name ?? TypeName);

    /// <summary>Throws a <see cref="ShapeException"/> for an option when its rule is broken.</summary>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="rule">The rule and the value, for example "Rate must be in [0, 1), is 2".</param>
    protected static void Require(bool holds, string rule)
    {
        if (!holds) throw new ShapeException(rule);
    }

    /// <summary>Returns the only input's shape after checking the number of inputs and, when given, the number of axes.</summary>
    /// <param name="inputs">The shapes that the layer received.</param>
    /// <param name="axes">The axes it expects, for example "height, width, channels"; null for any.</param>
    /// <returns>The shape of the single input.</returns>
    /// <exception cref="ShapeException">There is not exactly one input, or it has another number of axes.</exception>
    protected static Shape Single(IReadOnlyList<Shape> inputs, string? axes = null)
    {
        if (inputs.Count != 1) throw new ShapeException("expects one input", inputs);
        if (axes is not null && inputs[0].Rank != axes.Split(',').Length) throw new ShapeException($"expects [{axes}]", inputs);
        return inputs[0];
    }

    /// <summary>Writes the name, when there is one; the options of the derived record follow.</summary>
    /// <param name="builder">Receives the text.</param>
    /// <returns>Whether anything was written.</returns>
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (Name is null) return false;
        builder.Append("Name = ").Append(Name);
        return true;
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (int i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1])) text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
