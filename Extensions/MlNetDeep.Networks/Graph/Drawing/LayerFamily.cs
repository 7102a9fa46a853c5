namespace MlNetDeep.Networks;

/// <summary>A family of layers in drawings: what the legend calls it, and its colour.</summary>
internal sealed record LayerFamily(string Name, string Color)
{
    private static readonly LayerFamily s_other = new("other", "#5f6b7a");

    // By parts of the type's name, the first that is found, so that layers written elsewhere have their colour too.
    private static readonly (string[] Parts, LayerFamily Family)[] s_families =
    [
        (["Random", "CutMix", "MixUp"], new("augmentation", "#b0487a")),
        (["Conv"], new("convolution", "#2f6db3")),
        (["Pool"], new("pooling", "#c2571a")),
        (["Dropout", "Noise"], new("regularisation", "#8a6d1f")),
        (["Norm", "Rescaling"], new("normalisation", "#6a4fb0")),
        (["Attention", "Transformer", "Position"], new("attention", "#a33a3a")),
        (["Lstm", "Gru", "Rnn", "Bidirectional", "TimeDistributed", "Recurrent"], new("recurrent", "#94407f")),
        (["Dense", "Embedding", "Linear"], new("dense", "#1f7a4d")),
        // Before merging: padding contains an "add".
        (["Flatten", "Reshape", "Permute", "Padding", "Cropping", "Sampling", "Resizing", "Shuffle", "Repeat"], new("reshaping", "#4b5a8a")),
        (["Concatenate", "Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum", "Dot"], new("merging", "#0f7a86")),
        (["Activation", "Relu", "Elu", "Softmax", "Softplus", "Sigmoid", "Tanh", "Swish", "Gelu"], new("activation", "#a8741a")),
    ];

    private static readonly LayerFamily s_input = new("input", "#3b4554");

    public static LayerFamily Of(Layer layer)
    {
        if (layer is Input) return s_input;
        string type = layer.GetType().Name;
        foreach ((string[] parts, LayerFamily family) in s_families)
            if (parts.Any(part => type.Contains(part, StringComparison.OrdinalIgnoreCase))) return family;
        return s_other;
    }
}
