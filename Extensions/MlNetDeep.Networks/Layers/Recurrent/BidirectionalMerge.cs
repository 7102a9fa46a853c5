namespace MlNetDeep.Networks;

/// <summary>How <see cref="Bidirectional"/> joins the outputs of both directions.</summary>
public enum BidirectionalMerge
{
    /// <summary>Side by side, the forward one first: twice the units.</summary>
    Concatenate,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product, number by number.</summary>
    Multiply,

    /// <summary>Their mean.</summary>
    Average,
}
