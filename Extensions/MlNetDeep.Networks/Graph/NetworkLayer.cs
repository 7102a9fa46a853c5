using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>A layer as it lives in one network: with its unique name, its shapes and its weights.</summary>
public sealed class NetworkLayer
{
    private readonly Tensor[] _values;

    // The same memory without gradients: whether a tensor is learned is decided by the network, not by the tensor, which others may share.
    private readonly Tensor[] _frozenValues;

    internal NetworkLayer(string name, Layer layer, Node firstCall, IReadOnlyList<Weight> weights)
    {
        Name = name;
        Layer = layer;
        FirstCall = firstCall;
        Weights = weights;
        _values = [.. weights.Select(weight => weight.Value)];
        _frozenValues = [.. _values.Select(value => value.Detach().Persist())];
    }

    /// <summary>The name, unique in the network.</summary>
    public string Name { get; }

    /// <summary>The options of the layer.</summary>
    public Layer Layer { get; }

    /// <summary>The shape of the output of the layer's first call, without the batch axis.</summary>
    public Shape OutputShape => FirstCall.Shape;

    /// <summary>The weights, trainable and not; shared by all calls of the layer.</summary>
    public IReadOnlyList<Weight> Weights { get; }

    /// <summary>
    /// True to train none of the layer's weights and to keep a batch normalisation in inference mode; false at first. Change it between
    /// trainings or in a callback, not from another thread. Networks that share weights each have their own <see cref="Frozen"/>.
    /// </summary>
    public bool Frozen
    {
        get;
        set
        {
            field = value;
            foreach (Weight weight in Weights) weight.Freeze(value);
        }
    }

    /// <summary>
    /// A factor of the optimizer's learning rate for the weights of this layer, finite and at least 0; 1 at first. Transfer learning gives
    /// a pretrained part a smaller one than its new head.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float LearningRateFactor
    {
        get;
        set
        {
            field = Guard.Range(value, float.IsFinite(value) && value >= 0, "finite and at least 0");
            foreach (Weight weight in Weights) weight.LearningRateFactor = value;
        }
    } = 1;

    /// <summary>The number of numbers in <see cref="Weights"/>.</summary>
    public long ParameterCount => Weights.Sum(weight => (long)weight.Value.Count);

    internal Node FirstCall { get; }

    /// <summary>Takes over what is chosen per network, for a copy or a network that shares the weights.</summary>
    internal void TakeOver(NetworkLayer origin)
    {
        Frozen = origin.Frozen;
        LearningRateFactor = origin.LearningRateFactor;
    }

    /// <summary>What the layer computes with.</summary>
    internal Tensor[] Values => Frozen ? _frozenValues : _values;
}
