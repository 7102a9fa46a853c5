namespace MlNetDeep.Tuning;

/// <summary>
/// Points that fill the unit cube evenly however many are taken: the additive recurrence with the powers of the inverse of the
/// generalised golden ratio (Roberts 2018), shifted at random (Cranley and Patterson 1976).
/// </summary>
internal sealed class Lattice
{
    private readonly double[] _steps, _shifts;

    public Lattice(int dimensions, Func<int, double> shift)
    {
        double ratio = 2;   // the positive root of x^(d + 1) = x + 1
        for (int i = 0; i < 60; i++) ratio = Math.Pow(1 + ratio, 1.0 / (dimensions + 1));
        _steps = [.. Enumerable.Range(1, dimensions).Select(d => Math.Pow(ratio, -d))];
        _shifts = [.. Enumerable.Range(0, dimensions).Select(shift)];
    }

    public double this[int index, int dimension]
    {
        get
        {
            double value = _shifts[dimension] + index * _steps[dimension];
            return value - Math.Floor(value);
        }
    }
}
