namespace MlNetDeep.Pipelines;

/// <summary>What reads the embedded tokens of a text.</summary>
public enum TextEncoderKind
{
    /// <summary>Convolutions over 3, 4 and 5 tokens and the maximum of each over the text (Kim 2014): fast, strong on short texts.</summary>
    Convolution,

    /// <summary>A bidirectional LSTM, which regards the order of all tokens.</summary>
    Lstm,
}
