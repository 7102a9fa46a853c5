namespace MlNetDeep.Tensors;

/// <summary>What the numbers of an attention mask mean.</summary>
public enum AttentionMaskKind
{
    /// <summary>They are added to the scaled scores; minus infinity excludes a key.</summary>
    Additive,

    /// <summary>Zero excludes a key, any other number lets it take part.</summary>
    Boolean,
}
