namespace MlNetDeep.Tuning.Numerics;

/// <summary>How a <see cref="RandomForest"/> is grown.</summary>
internal sealed record ForestOptions
{
    /// <summary>The number of trees.</summary>
    public int Trees { get; init; } = 30;

    /// <summary>The share of the features that each split may choose from; at least one feature that varies is looked at.</summary>
    public double FeatureShare { get; init; } = 5.0 / 6;

    /// <summary>The fewest rows of a leaf; rows that the bootstrap drew twice count twice.</summary>
    public int MinLeaf { get; init; } = 1;

    /// <summary>Nodes with fewer rows are not split.</summary>
    public int MinSplit { get; init; } = 2;

    /// <summary>Draw as many rows with replacement for each tree; otherwise each tree sees all rows.</summary>
    public bool Bootstrap { get; init; } = true;
}
