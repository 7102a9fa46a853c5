namespace MlNetDeep.Tuning;

/// <summary>
/// A search that asks for its points in batches (a generation, a simplex, a single point) and moves on when a whole batch is
/// known. Its state depends only on how it was made and on what it was told, so that a history can be replayed into it.
/// </summary>
internal abstract class BatchSearch
{
    /// <summary>How many points the current batch needs, at least 1.</summary>
    public abstract int Size { get; }

    /// <summary>
    /// The point of the current batch for a slot and a trial. Slots from <see cref="Size"/> on are asked for while the whole batch
    /// runs already; the point must be another for each trial then.
    /// </summary>
    public abstract double[] Propose(int slot, int trial);

    /// <summary>Ends the batch.</summary>
    /// <param name="members">What the trials of the batch have shown, by trial number; at least one.</param>
    public abstract void Tell(IReadOnlyList<Member> members);
}
