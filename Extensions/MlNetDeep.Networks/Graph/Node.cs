using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// One call of a layer in a graph: the symbolic output that further layers are connected to. Made by
/// <see cref="Network.Input"/>, <see cref="Layer.Call"/> and <see cref="Apply"/>.
/// </summary>
public sealed class Node
{
    private Node(Layer layer, IReadOnlyList<Node> inputs, Shape shape, NetworkLayer? origin)
    {
        Layer = layer;
        Inputs = inputs;
        Shape = shape;
        Origin = origin;
    }

    /// <summary>The layer that is called.</summary>
    public Layer Layer { get; }

    /// <summary>The nodes whose outputs the call takes; none for an <see cref="Networks.Input"/>.</summary>
    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>The shape of the output, without the batch axis.</summary>
    public Shape Shape { get; }

    /// <summary>The layer of a network that was called or cut, with which a network of this node shares its weights; null for a layer of its own.</summary>
    internal NetworkLayer? Origin { get; }

    /// <summary>Connects a layer to this node: <c>x = x.Apply(new Dense(10))</c>.</summary>
    /// <param name="layer">A layer with one input.</param>
    /// <returns>The node of the layer's output.</returns>
    /// <exception cref="ShapeException">The layer cannot take the shape of this node, or an option is out of its range.</exception>
    public Node Apply(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Call(this);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Layer.Name ?? Layer.TypeName} {Shape}";

    internal static Node Create(Layer layer, IReadOnlyList<Node> inputs, string displayName, NetworkLayer? origin = null)
    {
        Shape[] shapes = [.. inputs.Select(node => node.Shape)];
        try
        {
            layer.Validate();
            return new Node(layer, [.. inputs], layer.OutputShape(shapes), origin);
        }
        catch (ArgumentException e)
        {
            // Not only the layer's own rules: a shape with too many elements is refused where it is made.
            throw new ShapeException($"{displayName} ({layer.GetType().Name}): {e.Message}");
        }
        catch (OverflowException)
        {
            throw new ShapeException($"{displayName} ({layer.GetType().Name}): a size exceeds {int.MaxValue}; received {string.Join(" and ", shapes)}");
        }
    }
}
