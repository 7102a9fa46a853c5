namespace MlNetDeep.Tuning;

/// <summary>
/// What the forest learns: the losses on a logarithmic scale above a point a little below the best one, as in SMAC3 (Lindauer et al.
/// 2022). Differences among good trials weigh more than those among bad ones, and the unit and offset of the objective do not matter.
/// </summary>
internal static class LossTransform
{
    // The scale starts as far below the best loss as this quantile lies above it.
    private const double Quantile = 0.05;

    // Where that distance is 0: its share of the distance from the best to the worst.
    private const double Gap = 0.01;

    // Losses are brought into this range, in which differences do not overflow.
    private const double Largest = double.MaxValue / 16;

    public static double[] Targets(double[] losses, ReadOnlySpan<int> steps, ReadOnlySpan<double> violations)
    {
        double[] known = new double[losses.Length];
        int count = 0;
        for (int row = 0; row < losses.Length; row++)
            if (violations[row] == 0 && steps[row] == Observations.CompleteStep && double.IsFinite(losses[row])) known[count++] = Math.Clamp(losses[row], -Largest, Largest);
        double[] targets = new double[losses.Length];
        if (count > 0) PutOnScale(targets, losses, steps, known[..count]);
        PutInfeasibleLast(targets, violations);
        return targets;
    }

    private static void PutOnScale(double[] targets, double[] losses, ReadOnlySpan<int> steps, double[] known)
    {
        Array.Sort(known);
        double best = known[0], worst = known[^1], median = known[known.Length / 2];
        if (best == worst) return;
        double below = known[Math.Min(known.Length - 1, (int)Math.Ceiling(Quantile * known.Length))] - best;
        if (below <= 0) below = Gap * (worst - best);
        for (int row = 0; row < losses.Length; row++)
        {
            // A trial is pruned when it looks no better than half of the others, whatever its unfinished loss is.
            double loss = steps[row] == Observations.CompleteStep ? losses[row] : Math.Max(losses[row], median);
            targets[row] = Math.Log((Math.Clamp(loss, best, worst) - best + below) / (worst - best + below));
        }
    }

    // Trials that break constraints come after all others, by how much they do.
    private static void PutInfeasibleLast(double[] targets, ReadOnlySpan<double> violations)
    {
        int[] infeasible = new int[targets.Length];
        double[] keys = new double[targets.Length];
        int count = 0;
        double best = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            if (violations[row] > 0) (infeasible[count], keys[count++]) = (row, violations[row]);
            else best = Math.Min(best, targets[row]);
        }
        Array.Sort(keys, infeasible, 0, count);
        // They take as much of the scale as the others do.
        double spread = best < 0 ? -best : 1;
        for (int i = 0, rank = 1; i < count; i++)
        {
            if (i > 0 && keys[i] > keys[i - 1]) rank = i + 1;
            targets[infeasible[i]] = spread * rank / count;
        }
    }
}
