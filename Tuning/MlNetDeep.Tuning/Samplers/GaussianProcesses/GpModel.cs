using System.Numerics.Tensors;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>A Gaussian process given observations: mean and deviation at any point, with their gradients.</summary>
internal sealed class GpModel
{
    // Below this share of the signal's variance, what is left is rounding.
    private const double MinVariance = 1e-10;

    private readonly KernelSpace _space;
    private readonly GpHyperparameters _parameters;
    private readonly double[][] _columns;
    private readonly double[] _inverseFactor, _alpha, _kernel, _slopes, _squares, _half, _weighted;

    public GpModel(KernelSpace space, GpHyperparameters parameters, double[][] points, double[] targets)
    {
        (_space, _parameters) = (space, parameters);
        int n = points.Length, pairs = PackedCholesky.Length(n);
        double[] squares = new double[pairs], values = new double[pairs], slopes = new double[pairs], factor = new double[pairs];
        double[][] distances = space.Distances(points);
        for (int k = 0; k < distances.Length; k++) TensorPrimitives.MultiplyAdd(distances[k], parameters.Weights[k], squares, squares);
        Matern.Evaluate(squares, parameters.Signal, values, slopes);
        for (int i = 0; i < n; i++) values[PackedCholesky.Length(i) + i] += parameters.Noise;
        PackedCholesky.Factor(values, factor, n);
        _inverseFactor = new double[pairs];
        PackedCholesky.Invert(factor, _inverseFactor, n);
        (_alpha, _kernel, _slopes, _squares, _half, _weighted) = (new double[n], new double[n], new double[n], new double[n], new double[n], new double[n]);
        PackedCholesky.Multiply(_inverseFactor, targets, _half);
        PackedCholesky.MultiplyTransposed(_inverseFactor, _half, _alpha);
        _columns = [.. Enumerable.Range(0, space.Dimensions).Select(d => points.Select(point => point[d]).ToArray())];
    }

    /// <summary>The mean and the standard deviation of the function, without noise, at a point.</summary>
    public (double Mean, double Deviation) Predict(ReadOnlySpan<double> point)
    {
        _space.Distances(point, _columns, _parameters.Weights, _squares);
        Matern.Evaluate(_squares, _parameters.Signal, _kernel, _slopes);
        PackedCholesky.Multiply(_inverseFactor, _kernel, _half);
        double variance = _parameters.Signal - TensorPrimitives.Dot<double>(_half, _half);
        return (TensorPrimitives.Dot<double>(_kernel, _alpha), Math.Sqrt(Math.Max(variance, MinVariance * _parameters.Signal)));
    }

    /// <summary>As <see cref="Predict(ReadOnlySpan{double})"/>, with the gradients along the numeric dimensions that are active.</summary>
    public (double Mean, double Deviation) Predict(ReadOnlySpan<double> point, Span<double> meanGradient, Span<double> deviationGradient)
    {
        (double mean, double deviation) = Predict(point);
        PackedCholesky.MultiplyTransposed(_inverseFactor, _half, _weighted);
        for (int d = 0; d < point.Length; d++)
        {
            double x = point[d], first = 0, second = 0;
            if (!double.IsNaN(x) && !_space.IsCategorical(d))
            {
                double[] column = _columns[d];
                for (int i = 0; i < column.Length; i++)
                {
                    double change = _slopes[i] * (x - KernelSpace.Place(column[i]));
                    first += _alpha[i] * change;
                    second += _weighted[i] * change;
                }
            }
            meanGradient[d] = 2 * _parameters.Weights[d] * first;
            deviationGradient[d] = -2 * _parameters.Weights[d] * second / deviation;
        }
        return (mean, deviation);
    }
}
