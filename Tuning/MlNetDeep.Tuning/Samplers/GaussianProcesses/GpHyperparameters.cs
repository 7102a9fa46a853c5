namespace MlNetDeep.Tuning;

/// <summary>What a Gaussian process learns: the weight of each distance (the inverse square of its length scale), the variance of the signal and of the noise.</summary>
internal sealed record GpHyperparameters(double[] Weights, double Signal, double Noise)
{
    public static GpHyperparameters FromLog(ReadOnlySpan<double> logs)
    {
        double[] values = new double[logs.Length];
        for (int i = 0; i < values.Length; i++) values[i] = Math.Exp(logs[i]);
        return new GpHyperparameters(values[..^2], values[^2], values[^1]);
    }
}
