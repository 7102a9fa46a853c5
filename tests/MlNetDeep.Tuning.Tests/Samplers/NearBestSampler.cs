namespace MlNetDeep.Tuning.Tests.Samplers;

/// <summary>Draws every second trial near the best one so far, and the others at random.</summary>
public sealed class NearBestSampler(double radius = 0.1) : ISampler
{
    public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution)
    {
        double unit = CounterRandom.Uniform(trial.Seed, trial.Number, name);
        bool maximize = history.Directions[0] == Direction.Maximize;
        TrialRecord? best = history.Completed
            .Where(t => t.Parameters.ContainsKey(name))
            .MinBy(t => maximize ? -t.Values[0] : t.Values[0]);
        if (best is null || trial.Number % 2 == 0) return distribution.FromUnit(unit);

        double centre = Unit(distribution, best.Parameters[name].Internal);
        return distribution.FromUnit(Math.Clamp(centre + radius * (2 * unit - 1), 0, 1));
    }

    // Bisection: FromUnit grows with its argument.
    private static double Unit(Distribution distribution, double value)
    {
        double low = 0, high = 1;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            if (distribution.FromUnit(middle) < value) low = middle;
            else high = middle;
        }
        return high;
    }
}
