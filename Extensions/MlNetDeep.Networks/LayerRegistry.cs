using System.Collections.Concurrent;

namespace MlNetDeep.Networks;

/// <summary>
/// The kinds of layers that network files may contain, by name. A file can only name layers listed here: nothing is looked up
/// by type name and loading runs no code of the file's choice.
/// </summary>
public static class LayerRegistry
{
    private static readonly ConcurrentDictionary<string, Type> s_types = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, string> s_names = new();

    static LayerRegistry()
    {
        Register<Input>("input");
        Register<Rescaling>("rescaling");
        Register<Normalization>("normalization");
        Register<RandomFlip2D>("random_flip2d");
        Register<RandomTranslation2D>("random_translation2d");
        Register<RandomRotation2D>("random_rotation2d");
        Register<RandomZoom2D>("random_zoom2d");
        Register<RandomCrop2D>("random_crop2d");
        Register<RandomBrightness2D>("random_brightness2d");
        Register<RandomContrast2D>("random_contrast2d");
        Register<RandomErasing2D>("random_erasing2d");
        Register<Conv2D>("conv2d");
        Register<MaxPool2D>("max_pool2d");
        Register<DepthwiseConv2D>("depthwise_conv2d");
        Register<AveragePool2D>("average_pool2d");
        Register<AdaptiveAveragePool2D>("adaptive_average_pool2d");
        Register<AdaptiveMaxPool2D>("adaptive_max_pool2d");
        Register<GlobalMaxPool2D>("global_max_pool2d");
        Register<ZeroPadding2D>("zero_padding2d");
        Register<Multiply>("multiply");
        Register<Conv1D>("conv1d");
        Register<Conv2DTranspose>("conv2d_transpose");
        Register<SeparableConv2D>("separable_conv2d");
        Register<MaxPool1D>("max_pool1d");
        Register<AveragePool1D>("average_pool1d");
        Register<GlobalMaxPool1D>("global_max_pool1d");
        Register<GlobalAveragePool1D>("global_average_pool1d");
        Register<AdaptiveAveragePool1D>("adaptive_average_pool1d");
        Register<AdaptiveMaxPool1D>("adaptive_max_pool1d");
        Register<ZeroPadding1D>("zero_padding1d");
        Register<Cropping1D>("cropping1d");
        Register<Cropping2D>("cropping2d");
        Register<UpSampling1D>("up_sampling1d");
        Register<UpSampling2D>("up_sampling2d");
        Register<Reshape>("reshape");
        Register<Permute>("permute");
        Register<RepeatVector>("repeat_vector");
        Register<Subtract>("subtract");
        Register<Average>("average");
        Register<Maximum>("maximum");
        Register<Minimum>("minimum");
        Register<Dot>("dot");
        Register<GlobalAveragePool2D>("global_average_pool2d");
        Register<BatchNorm>("batch_norm");
        Register<LocalResponseNorm>("local_response_norm");
        Register<LayerNorm>("layer_norm");
        Register<RmsNorm>("rms_norm");
        Register<GroupNorm>("group_norm");
        Register<InstanceNorm>("instance_norm");
        Register<UnitNorm>("unit_norm");
        Register<Activation>("activation");
        Register<LeakyRelu>("leaky_relu");
        Register<PRelu>("prelu");
        Register<Elu>("elu");
        Register<Softmax>("softmax");
        Register<Dropout>("dropout");
        Register<StochasticDepth>("stochastic_depth");
        Register<SpatialDropout1D>("spatial_dropout1d");
        Register<SpatialDropout2D>("spatial_dropout2d");
        Register<AlphaDropout>("alpha_dropout");
        Register<GaussianNoise>("gaussian_noise");
        Register<GaussianDropout>("gaussian_dropout");
        Register<Flatten>("flatten");
        Register<ChannelPadding>("channel_padding");
        Register<Dense>("dense");
        Register<Concatenate>("concatenate");
        Register<Add>("add");
        Register<Embedding>("embedding");
        Register<PositionEmbedding>("position_embedding");
        Register<PositionalEncoding>("positional_encoding");
        Register<SequenceLengths>("sequence_lengths");
        Register<SimpleRnn>("simple_rnn");
        Register<Lstm>("lstm");
        Register<Gru>("gru");
        Register<Bidirectional>("bidirectional");
        Register<TimeDistributed>("time_distributed");
        Register<MultiHeadAttention>("multi_head_attention");
    }

    /// <summary>
    /// Adds a layer of your own, so that networks with it can be saved and loaded; before loading, once per process. Its public
    /// properties are written as JSON.
    /// </summary>
    /// <typeparam name="TLayer">The layer's type, a record.</typeparam>
    /// <param name="name">The name in files; never change it once files exist.</param>
    /// <exception cref="ArgumentException">The name or the type is registered otherwise already.</exception>
    public static void Register<TLayer>(string name)
        where TLayer : Layer
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Type type = typeof(TLayer);
        if (s_types.GetOrAdd(name, type) != type) throw new ArgumentException($"the layer name '{name}' is taken by {s_types[name]}", nameof(name));
        if (s_names.GetOrAdd(type, name) != name) throw new ArgumentException($"{type} is registered as '{s_names[type]}' already", nameof(name));
    }

    internal static string NameOf(Layer layer) =>
        s_names.TryGetValue(layer.GetType(), out string? name) ? name
        : throw new InvalidOperationException($"{layer.GetType()} is not registered; call LayerRegistry.Register<{layer.GetType().Name}>(\"name\") before saving or loading networks with it");

    internal static Type? Find(string name) => s_types.GetValueOrDefault(name);
}
