namespace MlNetDeep.Tuning;

/// <summary>A trial as evolution sees it.</summary>
/// <param name="Number">The trial's number.</param>
/// <param name="Point">Its place in the unit cube, NaN where a parameter is inactive.</param>
/// <param name="Losses">Its objectives, the smaller the better.</param>
/// <param name="Violation">By how much it breaks the constraints.</param>
internal sealed record Individual(int Number, double[] Point, double[] Losses, double Violation)
{
    /// <summary>Whether it is preferred whatever the trade-off: by its constraints, then by being nowhere worse and somewhere better (Deb 2002).</summary>
    public bool Dominates(Individual other)
    {
        if (Violation != other.Violation) return Violation < other.Violation;
        if (Violation > 0) return false;
        bool isBetterSomewhere = false;
        for (int i = 0; i < Losses.Length; i++)
        {
            if (Losses[i] > other.Losses[i]) return false;
            isBetterSomewhere |= Losses[i] < other.Losses[i];
        }
        return isBetterSomewhere;
    }
}
