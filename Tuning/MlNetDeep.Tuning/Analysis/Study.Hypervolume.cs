using System.Globalization;
using MlNetDeep.Tuning.Numerics;

namespace MlNetDeep.Tuning;

public sealed partial class Study
{
    /// <summary>
    /// The hypervolume of the Pareto front: the volume, in the units of the objectives, of all points that a feasible complete trial is at
    /// least as good as, up to a reference point. The larger the better; computed exactly (While, Bradstreet and Barone 2012).
    /// </summary>
    /// <param name="reference">A value for each objective, in its own unit, that is just not acceptable any more: trials that are not better in every objective add nothing. Null takes the worst finite value of each objective that a complete trial has, which makes volumes of different studies incomparable.</param>
    /// <returns>The volume; 0 before a trial is better than the reference.</returns>
    /// <exception cref="ArgumentException">There is not one number for each objective.</exception>
    public double Hypervolume(IReadOnlyList<double>? reference = null) => HypervolumeHistory(reference) is [.., double last] ? last : 0;

    /// <summary>The hypervolume after each trial, by its number; see <see cref="Hypervolume"/>. Trials that are not complete or not feasible do not change it.</summary>
    /// <param name="reference">A value for each objective; null for the worst finite ones.</param>
    /// <exception cref="ArgumentException">There is not one number for each objective.</exception>
    public IReadOnlyList<double> HypervolumeHistory(IReadOnlyList<double>? reference = null) => HypervolumeOf(History().Trials, reference);

    internal double[] HypervolumeOf(IReadOnlyList<TrialRecord> trials, IReadOnlyList<double>? reference)
    {
        if (reference is not null && (reference.Count != Directions.Count || reference.Any(double.IsNaN)))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"study '{Name}' has {Directions.Count} objectives, so its reference point has as many numbers, not [{string.Join(", ", reference)}]"), nameof(reference));
        double[][] losses = [.. trials.Select(trial => trial.State == TrialState.Complete && trial.IsFeasible ? Losses(trial.Values) : [])];
        double[] limit = reference is not null
            ? Losses(reference)
            : [.. Enumerable.Range(0, Directions.Count).Select(i => losses.Where(loss => loss.Length > 0 && double.IsFinite(loss[i])).Select(loss => loss[i]).DefaultIfEmpty(0).Max())];
        var front = new List<double[]>();
        double[] history = new double[trials.Count];
        double volume = 0;
        for (int i = 0; i < history.Length; i++)
        {
            if (losses[i].Length > 0 && !front.Exists(point => DominatedVolume.Covers(point, losses[i])))
            {
                volume += DominatedVolume.Exclusive(losses[i], front, limit);
                front.RemoveAll(point => DominatedVolume.Covers(losses[i], point));
                front.Add(losses[i]);
            }
            history[i] = volume;
        }
        return history;
    }

    private double[] Losses(IReadOnlyList<double> values) => [.. values.Select((value, i) => Directions[i] == Direction.Maximize ? -value : value)];
}
