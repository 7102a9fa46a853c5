namespace MlNetDeep.Tuning.Smac;

/// <summary>
/// What the forest learns: the losses on a logarithmic scale above a point a little below the best one, as in SMAC3 (Lindauer et al.
/// 2022). Differences among good trials weigh more than those among bad ones, and the unit and offset of the objective do not matter.
/// </summary>
internal static class LossTransform
{
    // The scale starts as far below the best loss as this quantile lies above it.
    private const double Quantile = 0.05;

    public static double[] Targets(Observations observations, double[] losses)
    {
        ReadOnlySpan<int> steps = observations.Steps;
        ReadOnlySpan<double> violations = observations.Violations;
        double[] known = new double[losses.Length];
        int count = 0;
        for (int row = 0; row < losses.Length; row++)
            if (violations[row] == 0 && steps[row] == Observations.CompleteStep && double.IsFinite(losses[row])) known[count++] = losses[row];
        double[] sorted = known[..count];
        Array.Sort(sorted);
        double best = count > 0 ? sorted[0] : 0, worst = count > 0 ? sorted[^1] : 1, median = count > 0 ? sorted[count / 2] : 0.5;
        // Without any spread every offset is as good as another.
        double start = count > 0 ? best - (sorted[Math.Min(count - 1, (int)Math.Ceiling(Quantile * count))] - best) : 0;
        if (!(start < best)) start = worst > best ? best - 0.01 * (worst - best) : best - 1;
        double range = Math.Max(worst - start, double.Epsilon);

        double[] targets = new double[losses.Length];
        for (int row = 0; row < losses.Length; row++)
        {
            // A trial was pruned because it looked no better than half of the others, whatever its unfinished loss is.
            double loss = steps[row] == Observations.CompleteStep ? losses[row] : Math.Max(losses[row], median);
            targets[row] = Math.Log(Math.Max(Math.Min(loss, worst) - start, double.Epsilon) / range);
        }
        PutInfeasibleLast(targets, violations);
        return targets;
    }

    // Trials that break constraints come after all others, by how much they do.
    private static void PutInfeasibleLast(double[] targets, ReadOnlySpan<double> violations)
    {
        int[] infeasible = new int[targets.Length];
        double[] keys = new double[targets.Length];
        int count = 0;
        double best = double.PositiveInfinity;
        for (int row = 0; row < targets.Length; row++)
        {
            if (violations[row] > 0) (infeasible[count], keys[count++]) = (row, violations[row]);
            else best = Math.Min(best, targets[row]);
        }
        if (count == 0) return;
        Array.Sort(keys, infeasible, 0, count);
        double spread = double.IsFinite(best) && best < 0 ? -best : 1;
        for (int i = 0, rank = 0; i < count; i++)
        {
            if (i > 0 && keys[i] > keys[i - 1]) rank = i;
            targets[infeasible[i]] = spread * (rank + 1) / count;
        }
    }
}
