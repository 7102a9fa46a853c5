using System.Globalization;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>The quartiles of a sample, interpolated between its values as in numpy.</summary>
internal readonly record struct Quartiles(double Low, double Median, double High)
{
    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Quartiles(At(0.25), At(0.5), At(0.75));

        double At(double share)
        {
            double place = share * (sorted.Length - 1);
            int below = (int)place;
            return below + 1 < sorted.Length ? double.Lerp(sorted[below], sorted[below + 1], place - below) : sorted[below];
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Median:0.####} [{Low:0.####}, {High:0.####}]");
}
