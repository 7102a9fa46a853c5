using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

/// <summary>
/// The normal distribution of a CMA-ES run and how a generation changes it: the tutorial's equations, with the diagonal matrix by
/// which the margin for discrete dimensions widens the distribution.
/// </summary>
internal sealed class CmaGaussian
{
    private readonly int _n;
    private readonly bool _separable;
    private readonly double _expectedNorm;
    private readonly double[] _stepPath, _covariancePath;
    private double[] _axes;
    private double[,] _basis;
    private int _generation;

    public CmaGaussian(double[] mean, double sigma, double[,] covariance, bool separable)
    {
        (_n, _separable, Mean, Sigma, Covariance) = (mean.Length, separable, mean, sigma, covariance);
        Widening = [.. mean.Select(_ => 1.0)];
        (_stepPath, _covariancePath) = (new double[_n], new double[_n]);
        _expectedNorm = Math.Sqrt(_n) * (1 - 1 / (4.0 * _n) + 1 / (21.0 * _n * _n));
        (_axes, _basis) = Decompose();
    }

    public double[] Mean { get; }

    public double Sigma { get; private set; }

    public double[,] Covariance { get; }

    /// <summary>By how much the margin widens each dimension.</summary>
    public double[] Widening { get; }

    /// <summary>The square root of the ratio of the largest to the smallest eigenvalue.</summary>
    public double Condition => _axes.Max() / _axes.Min();

    public double Deviation(int dimension) => Sigma * Widening[dimension] * Math.Sqrt(Covariance[dimension, dimension]);

    public double[] At(ReadOnlySpan<double> normal)
    {
        double[] point = new double[_n];
        for (int i = 0; i < _n; i++)
        {
            double y = 0;
            for (int k = 0; k < _n; k++) y += _basis[i, k] * _axes[k] * normal[k];
            point[i] = Mean[i] + Sigma * Widening[i] * y;
        }
        return point;
    }

    /// <summary>Takes up a generation.</summary>
    /// <param name="ranked">The members, the best first.</param>
    /// <param name="weights">The weights for that many members.</param>
    public void Update(IReadOnlyList<Member> ranked, CmaWeights weights)
    {
        _generation++;
        double[][] steps = [.. ranked.Select(StepTo)];
        double[] mean = new double[_n];
        for (int rank = 0; rank < weights.Parents; rank++)
            for (int i = 0; i < _n; i++) mean[i] += weights.Ranks[rank] * steps[rank][i];
        for (int i = 0; i < _n; i++) Mean[i] += Sigma * Widening[i] * mean[i];

        double[] whitened = Whiten(mean);
        double pull = Math.Sqrt(weights.StepPath * (2 - weights.StepPath) * weights.ParentsEffective);
        for (int i = 0; i < _n; i++) _stepPath[i] = (1 - weights.StepPath) * _stepPath[i] + pull * whitened[i];
        double norm = Math.Sqrt(_stepPath.Sum(p => p * p));
        double warmUp = Math.Sqrt(1 - Math.Pow(1 - weights.StepPath, 2 * _generation));
        double stalled = norm / warmUp < (1.4 + 2 / (_n + 1.0)) * _expectedNorm ? 1 : 0;

        double draw = stalled * Math.Sqrt(weights.CovariancePath * (2 - weights.CovariancePath) * weights.ParentsEffective);
        for (int i = 0; i < _n; i++) _covariancePath[i] = (1 - weights.CovariancePath) * _covariancePath[i] + draw * mean[i];
        Learn(steps, weights, (1 - stalled) * weights.CovariancePath * (2 - weights.CovariancePath));
        Sigma = Math.Clamp(Sigma * Math.Exp(Math.Min(1, weights.StepPath / weights.Damping * (norm / _expectedNorm - 1))), 1e-14, 1);
        (_axes, _basis) = Decompose();
    }

    // What did not come from the distribution may lie far out; it pulls as far as a far sample would (Hansen, "Injecting External
    // Solutions Into CMA-ES", 2011).
    private double[] StepTo(Member member)
    {
        double[] step = [.. member.Point.Select((x, i) => (x - Mean[i]) / (Sigma * Widening[i]))];
        if (member.IsAsWanted) return step;
        double length = Math.Sqrt(Whiten(step).Sum(z => z * z)), most = Math.Sqrt(_n) + 2.0 * _n / (_n + 2);
        return length <= most ? step : [.. step.Select(s => s * most / length)];
    }

    private void Learn(double[][] steps, CmaWeights weights, double correction)
    {
        // A bad point that lies far out must not make the matrix indefinite.
        double[] scaled = [.. weights.Ranks.Select((w, rank) => w >= 0 ? w : w * _n / Math.Max(1e-12, Whiten(steps[rank]).Sum(z => z * z)))];
        double keep = 1 + weights.RankOne * correction - weights.RankOne - weights.RankMany * weights.Ranks.Sum();
        for (int i = 0; i < _n; i++)
            for (int j = 0; j <= i; j++)
            {
                if (_separable && i != j) continue;
                double many = 0;
                for (int rank = 0; rank < steps.Length; rank++) many += scaled[rank] * steps[rank][i] * steps[rank][j];
                Covariance[i, j] = Covariance[j, i] = keep * Covariance[i, j] + weights.RankOne * _covariancePath[i] * _covariancePath[j] + weights.RankMany * many;
            }
    }

    private double[] Whiten(double[] step)
    {
        double[] whitened = new double[_n];
        for (int k = 0; k < _n; k++)
        {
            double projected = 0;
            for (int i = 0; i < _n; i++) projected += _basis[i, k] * step[i];
            projected /= _axes[k];
            for (int i = 0; i < _n; i++) whitened[i] += _basis[i, k] * projected;
        }
        return whitened;
    }

    private (double[] Axes, double[,] Basis) Decompose()
    {
        (double[] values, double[,] vectors) = JacobiEigen.Decompose(Covariance);
        double least = Math.Max(1e-300, 1e-16 * values.Max());
        return ([.. values.Select(value => Math.Sqrt(Math.Max(value, least)))], vectors);
    }
}
