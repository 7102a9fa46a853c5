namespace MlNetDeep.Tuning.Numerics;

/// <summary>A function to minimise.</summary>
/// <param name="point">Where.</param>
/// <param name="gradient">Receives the gradient.</param>
/// <returns>The value; not finite where the function is undefined.</returns>
internal delegate double DifferentiableFunction(ReadOnlySpan<double> point, Span<double> gradient);

/// <summary>
/// Minimises a smooth function in a box by the limited-memory quasi-Newton method of Nocedal (1980) on the variables that are free,
/// with backtracking along the projected path (Bertsekas 1982): variables at a bound that the gradient pushes outwards stay there.
/// </summary>
internal static class BoxLbfgs
{
    private const int Memory = 8, MaxHalvings = 20;
    private const double SufficientDecrease = 1e-4, MinCurvature = 1e-10;

    /// <summary>Minimises from a point, which becomes the best one found.</summary>
    /// <returns>The value there.</returns>
    public static double Minimize(DifferentiableFunction function, double[] point, double[] lower, double[] upper, int maxIterations, double tolerance = 1e-6)
    {
        int n = point.Length;
        for (int i = 0; i < n; i++) point[i] = Math.Clamp(point[i], lower[i], upper[i]);
        double[] gradient = new double[n], direction = new double[n], trial = new double[n], trialGradient = new double[n];
        var steps = new List<(double[] Step, double[] Change, double Curvature)>(Memory);
        double value = function(point, gradient);
        if (!double.IsFinite(value)) return value;

        for (int iteration = 0; iteration < maxIterations; iteration++)
        {
            bool[] isFree = [.. Enumerable.Range(0, n).Select(i => !(point[i] <= lower[i] && gradient[i] > 0) && !(point[i] >= upper[i] && gradient[i] < 0))];
            double steepest = Enumerable.Range(0, n).Where(i => isFree[i]).Select(i => Math.Abs(gradient[i])).DefaultIfEmpty(0).Max();
            if (steepest < tolerance) break;
            Direct(gradient, isFree, steps, direction);
            double slope = Dot(gradient, direction);
            if (!(slope < 0))
            {
                steps.Clear();
                Direct(gradient, isFree, steps, direction);
            }
            // Without curvature known, the first step goes a tenth of the widest side.
            double length = steps.Count > 0 ? 1 : Math.Min(1, 0.1 * Enumerable.Range(0, n).Max(i => upper[i] - lower[i]) / steepest);
            double before = value;
            if (!TryStep(function, point, value, gradient, direction, length, lower, upper, trial, trialGradient, out value))
            {
                value = before;
                if (steps.Count == 0) break;
                steps.Clear();
                continue;
            }
            Remember(steps, point, gradient, trial, trialGradient);
            trial.CopyTo(point, 0);
            trialGradient.CopyTo(gradient, 0);
            if (before - value < 1e-9 * (1 + Math.Abs(value))) break;
        }
        return value;
    }

    private static bool TryStep(DifferentiableFunction function, double[] point, double value, double[] gradient, double[] direction, double length, double[] lower, double[] upper, double[] trial, double[] trialGradient, out double reached)
    {
        for (int halving = 0; halving < MaxHalvings; halving++, length *= 0.5)
        {
            double decrease = 0;
            for (int i = 0; i < point.Length; i++)
            {
                trial[i] = Math.Clamp(point[i] + length * direction[i], lower[i], upper[i]);
                decrease += gradient[i] * (trial[i] - point[i]);
            }
            reached = function(trial, trialGradient);
            if (double.IsFinite(reached) && decrease < 0 && reached <= value + SufficientDecrease * decrease) return true;
        }
        reached = value;
        return false;
    }

    private static void Remember(List<(double[] Step, double[] Change, double Curvature)> steps, double[] point, double[] gradient, double[] next, double[] nextGradient)
    {
        double[] step = [.. next.Zip(point, (a, b) => a - b)], change = [.. nextGradient.Zip(gradient, (a, b) => a - b)];
        double curvature = Dot(step, change);
        if (curvature <= MinCurvature * Dot(change, change)) return;
        if (steps.Count == Memory) steps.RemoveAt(0);
        steps.Add((step, change, curvature));
    }

    // The two-loop recursion on the free variables.
    private static void Direct(double[] gradient, bool[] isFree, List<(double[] Step, double[] Change, double Curvature)> steps, double[] direction)
    {
        for (int i = 0; i < gradient.Length; i++) direction[i] = isFree[i] ? -gradient[i] : 0;
        Span<double> weights = stackalloc double[Memory];
        for (int k = steps.Count - 1; k >= 0; k--)
        {
            weights[k] = Dot(steps[k].Step, direction) / steps[k].Curvature;
            for (int i = 0; i < direction.Length; i++) direction[i] -= weights[k] * steps[k].Change[i];
        }
        if (steps.Count > 0)
        {
            double scale = steps[^1].Curvature / Dot(steps[^1].Change, steps[^1].Change);
            for (int i = 0; i < direction.Length; i++) direction[i] *= scale;
        }
        for (int k = 0; k < steps.Count; k++)
        {
            double back = weights[k] - Dot(steps[k].Change, direction) / steps[k].Curvature;
            for (int i = 0; i < direction.Length; i++) direction[i] += back * steps[k].Step[i];
        }
        for (int i = 0; i < direction.Length; i++)
            if (!isFree[i]) direction[i] = 0;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
