namespace MlNetDeep.Tuning;

/// <summary>The result of one trial that belongs to a batch of a <see cref="BatchSearch"/>.</summary>
/// <param name="Slot">Which point of the batch it is; from the batch's size on, one that was asked for while all others ran.</param>
/// <param name="Number">The trial's number.</param>
/// <param name="Point">Where in the unit cube the search wanted it, corrected where the trial took another value.</param>
/// <param name="Loss">The objective, the smaller the better.</param>
/// <param name="Step">How far the trial came.</param>
/// <param name="Violation">By how much it violates its constraints.</param>
/// <param name="Cost">What the trial cost, 1 when no cost is measured.</param>
internal sealed record Member(int Slot, int Number, double[] Point, double Loss, int Step, double Violation, double Cost = 1) : IComparable<Member>
{
    /// <summary>The order of <see cref="Observations.Ranking"/>: a better trial comes first.</summary>
    public int CompareTo(Member? other)
    {
        if (other is null) return -1;
        int order = Violation.CompareTo(other.Violation);
        if (order == 0) order = other.Step.CompareTo(Step);
        return order != 0 ? order : Loss.CompareTo(other.Loss);
    }

    public bool IsBetterThan(Member? other) => CompareTo(other) < 0;
}
