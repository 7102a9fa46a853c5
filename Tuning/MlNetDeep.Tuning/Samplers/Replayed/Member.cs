namespace MlNetDeep.Tuning;

/// <summary>The result of one trial that belongs to a batch of a <see cref="BatchSearch"/>, or came before it.</summary>
/// <param name="Slot">Which point of the batch it is; from the batch's size on, one that was asked for while all others ran. -1 for none.</param>
/// <param name="Number">The trial's number.</param>
/// <param name="Point">Where in the unit cube the search wanted it, corrected where the trial took another value.</param>
/// <param name="Loss">The objective, the smaller the better.</param>
/// <param name="Step">How far the trial came.</param>
/// <param name="Violation">By how much it violates its constraints.</param>
internal sealed record Member(int Slot, int Number, double[] Point, double Loss, int Step, double Violation) : IComparable<Member>
{
    /// <summary>What the trial cost; 1 when no cost is measured, null when this one's is unknown.</summary>
    public double? Cost { get; init; } = 1;

    /// <summary>False when the trial took another value than the search wanted, as an enqueued one does.</summary>
    public bool IsAsWanted { get; init; } = true;

    /// <summary>Whether the trial is complete and keeps its constraints, so that its loss tells how good the point is.</summary>
    public bool IsConclusive => Step == Observations.CompleteStep && Violation == 0;

    /// <summary>The order of <see cref="Observations.Ranking"/>: a better trial comes first, of equals the earlier one.</summary>
    public int CompareTo(Member? other)
    {
        if (other is null) return -1;
        int order = Compare(other);
        return order != 0 ? order : Number.CompareTo(other.Number);
    }

    /// <summary>True for a better trial, not for an equal one.</summary>
    public bool IsBetterThan(Member? other) => other is null || Compare(other) < 0;

    private int Compare(Member other)
    {
        int order = Violation.CompareTo(other.Violation);
        if (order == 0) order = other.Step.CompareTo(Step);
        return order != 0 ? order : Loss.CompareTo(other.Loss);
    }
}
