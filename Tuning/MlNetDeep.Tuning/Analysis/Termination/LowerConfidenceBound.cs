namespace MlNetDeep.Tuning;

/// <summary>How low the objective may well be at a point, with the sign changed: the mean less some deviations.</summary>
/// <param name="model">The model of the objective.</param>
/// <param name="deviations">How many deviations.</param>
internal sealed class LowerConfidenceBound(GpModel model, double deviations) : IAcquisition
{
    public double Evaluate(ReadOnlySpan<double> point)
    {
        (double mean, double deviation) = model.Predict(point);
        return deviations * deviation - mean;
    }

    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        double[] means = new double[point.Length];
        (double mean, double deviation) = model.Predict(point, means, gradient);
        for (int d = 0; d < gradient.Length; d++) gradient[d] = deviations * gradient[d] - means[d];
        return deviations * deviation - mean;
    }
}
