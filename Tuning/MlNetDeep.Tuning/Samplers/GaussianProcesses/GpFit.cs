using System.Numerics.Tensors;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// Finds the hyperparameters of most posterior density. The priors are log-normal; that of the length scales grows with the square
/// root of the number of dimensions (Hvarfner, Hellsten and Nardi 2024), so that the process stays informative in many of them.
/// </summary>
internal sealed class GpFit
{
    private const double LengthDeviation = 1.7320508075688772, SignalDeviation = 1, NoiseDeviation = 2;

    // A weight is the inverse square of a length scale.
    private const double WeightDeviation = 2 * LengthDeviation;

    private static readonly double s_noiseMean = Math.Log(1e-5);

    private readonly int _n;
    private readonly double[] _targets, _squares, _values, _slopes, _factor, _inverse, _precision, _alpha, _half;
    private readonly double[][] _distances;
    private readonly double _weightMean;

    private GpFit(KernelSpace space, double[][] points, double[] targets)
    {
        (_n, _targets, _distances) = (points.Length, targets, space.Distances(points));
        int pairs = PackedCholesky.Length(_n);
        (_squares, _values, _slopes, _factor, _inverse, _precision) = (new double[pairs], new double[pairs], new double[pairs], new double[pairs], new double[pairs], new double[pairs]);
        (_alpha, _half) = (new double[_n], new double[_n]);
        // The most likely length scale: the density is one of length scales, not of their logarithms.
        _weightMean = -2 * (Math.Sqrt(2) + 0.5 * Math.Log(Math.Max(1, space.Dimensions)) - LengthDeviation * LengthDeviation);
    }

    public static GpHyperparameters Fit(KernelSpace space, double[][] points, double[] targets, int maxIterations)
    {
        var fit = new GpFit(space, points, targets);
        int count = space.Weights + 2;
        double[] lower = new double[count], upper = new double[count];
        lower.AsSpan().Fill(Math.Log(1e-5));
        upper.AsSpan().Fill(Math.Log(1e4));
        (lower[^2], upper[^2], lower[^1], upper[^1]) = (Math.Log(0.02), Math.Log(50), Math.Log(1e-6), Math.Log(1));
        double[]? best = null;
        double least = double.PositiveInfinity;
        // Long length scales explain by noise what short ones fit: the surface has optima of both kinds.
        foreach ((double weight, double noise) in new[] { (fit._weightMean, Math.Log(1e-4)), (fit._weightMean - 3, Math.Log(1e-2)) })
        {
            double[] start = new double[count];
            start.AsSpan(0, space.Weights).Fill(weight);
            start[^1] = noise;
            double value = BoxLbfgs.Minimize(fit.NegativeLogPosterior, start, lower, upper, maxIterations, 1e-3);
            if (value < least) (best, least) = (start, value);
        }
        best ??= [.. Enumerable.Repeat(fit._weightMean, space.Weights), 0, Math.Log(1e-2)];
        return GpHyperparameters.FromLog(best);
    }

    /// <summary>The negative logarithm of the posterior density up to a constant, for tests against differences.</summary>
    internal static DifferentiableFunction Objective(KernelSpace space, double[][] points, double[] targets) => new GpFit(space, points, targets).NegativeLogPosterior;

    private double NegativeLogPosterior(ReadOnlySpan<double> logs, Span<double> gradient)
    {
        int weights = _distances.Length;
        double signal = Math.Exp(logs[^2]), noise = Math.Exp(logs[^1]);
        _squares.AsSpan().Clear();
        for (int k = 0; k < weights; k++) TensorPrimitives.MultiplyAdd(_distances[k], Math.Exp(logs[k]), _squares, _squares);
        Matern.Evaluate(_squares, signal, _values, _slopes);
        _values.CopyTo(_factor, 0);
        for (int i = 0; i < _n; i++) _factor[PackedCholesky.Length(i) + i] += noise;
        if (!PackedCholesky.TryFactor(_factor, _n)) return double.PositiveInfinity;
        PackedCholesky.Invert(_factor, _inverse, _n);
        PackedCholesky.InverseOf(_inverse, _precision, _n);
        PackedCholesky.Multiply(_inverse, _targets, _half);
        PackedCholesky.MultiplyTransposed(_inverse, _half, _alpha);

        double value = 0.5 * TensorPrimitives.Dot<double>(_half, _half), trace = 0;
        for (int i = 0; i < _n; i++)
        {
            value += Math.Log(_factor[PackedCholesky.Length(i) + i]);
            Span<double> row = PackedCholesky.Row(_precision.AsSpan(), i);
            // K⁻¹ - α αᵀ, with off-diagonal elements standing for both triangles.
            TensorPrimitives.MultiplyAdd(_alpha.AsSpan(0, i + 1), -_alpha[i], row, row);
            trace += row[i];
            row[i] *= 0.5;
        }
        gradient[^2] = TensorPrimitives.Dot<double>(_precision, _values);
        gradient[^1] = 0.5 * noise * trace;
        TensorPrimitives.Multiply<double>(_precision, _slopes, _precision);
        for (int k = 0; k < weights; k++)
        {
            gradient[k] = Math.Exp(logs[k]) * TensorPrimitives.Dot<double>(_precision, _distances[k]);
            value += Prior(logs[k], _weightMean, WeightDeviation, ref gradient[k]);
        }
        value += Prior(logs[^2], 0, SignalDeviation, ref gradient[^2]);
        return value + Prior(logs[^1], s_noiseMean, NoiseDeviation, ref gradient[^1]);
    }

    private static double Prior(double log, double mean, double deviation, ref double gradient)
    {
        double z = (log - mean) / deviation;
        gradient += z / deviation;
        return z * z / 2;
    }
}
