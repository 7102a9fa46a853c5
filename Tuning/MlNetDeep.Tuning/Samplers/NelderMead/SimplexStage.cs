namespace MlNetDeep.Tuning;

/// <summary>What the trials of a <see cref="SimplexSearch"/> are for.</summary>
internal enum SimplexStage
{
    /// <summary>The first corners.</summary>
    Begin,

    /// <summary>The worst corner, mirrored at the middle of the others.</summary>
    Reflect,

    /// <summary>Farther in the direction of a reflection that was the best so far.</summary>
    Expand,

    /// <summary>Between the worst corner and the middle of the others.</summary>
    Contract,

    /// <summary>All corners but the best, drawn towards it.</summary>
    Shrink,
}
