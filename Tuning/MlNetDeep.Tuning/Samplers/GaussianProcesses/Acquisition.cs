using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// What a trial at a point is worth: the logarithm of the expected improvement on the best target, plus the logarithm of the
/// probability that each constraint holds.
/// </summary>
/// <param name="objective">The model of the objective; null while no trial keeps the constraints.</param>
/// <param name="best">The target to improve on.</param>
/// <param name="constraints">The models of the constraints, each with the greatest value that keeps it.</param>
internal sealed class Acquisition(GpModel? objective, double best, IReadOnlyList<(GpModel Model, double Limit)> constraints) : IAcquisition
{
    public double Evaluate(ReadOnlySpan<double> point)
    {
        double value = 0;
        if (objective is not null)
        {
            (double mean, double deviation) = objective.Predict(point);
            value = Math.Log(deviation) + LogNormalTail.ExpectedImprovement((best - mean) / deviation).Value;
        }
        foreach ((GpModel model, double limit) in constraints)
        {
            (double mean, double deviation) = model.Predict(point);
            value += LogNormalTail.LogCdf((limit - mean) / deviation).Value;
        }
        return value;
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double value = 0;
        double[] means = new double[point.Length], deviations = new double[point.Length];
        gradient.Clear();
        if (objective is not null)
        {
            (double mean, double deviation) = objective.Predict(point, means, deviations);
            double z = (best - mean) / deviation;
            (double log, double slope) = LogNormalTail.ExpectedImprovement(z);
            value = Math.Log(deviation) + log;
            for (int d = 0; d < point.Length; d++) gradient[d] = (deviations[d] - slope * (means[d] + z * deviations[d])) / deviation;
        }
        foreach ((GpModel model, double limit) in constraints)
        {
            (double mean, double deviation) = model.Predict(point, means, deviations);
            double z = (limit - mean) / deviation;
            (double log, double slope) = LogNormalTail.LogCdf(z);
            value += log;
            for (int d = 0; d < point.Length; d++) gradient[d] -= slope * (means[d] + z * deviations[d]) / deviation;
        }
        return value;
    }
}
