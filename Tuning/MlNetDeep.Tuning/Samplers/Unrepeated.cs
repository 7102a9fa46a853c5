namespace MlNetDeep.Tuning;

/// <summary>
/// Keeps samplers from proposing on a discrete space what a trial has already shown or is showing: such a proposal is changed in
/// one parameter or a few, at random. Where only one value of a parameter is continuous, nothing ever repeats.
/// </summary>
internal static class Unrepeated
{
    private const int MaxAttempts = 200;

    public static IReadOnlyDictionary<string, ParameterValue> Choose(StudyHistory history, SamplingContext trial, IReadOnlyDictionary<string, ParameterValue> proposals)
    {
        if (proposals.Count == 0 || !IsRepeated(history, proposals)) return proposals;
        string[] names = [.. proposals.Keys.Where(name => !proposals[name].Distribution.IsSingle)];
        for (int attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var changed = new OrderedDictionary<string, ParameterValue>(proposals, StringComparer.Ordinal);
            foreach (string name in names)
            {
                // About one parameter at first, in the end all of them.
                double share = Math.Max(1.0 / names.Length, (double)attempt / MaxAttempts);
                if (CounterRandom.Uniform(trial.Seed, trial.Number, name, 2 * attempt) >= share) continue;
                Distribution distribution = proposals[name].Distribution;
                changed[name] = new ParameterValue(distribution, distribution.FromUnit(CounterRandom.Uniform(trial.Seed, trial.Number, name, 2 * attempt + 1)));
            }
            if (!IsRepeated(history, changed)) return changed;
        }
        return proposals;   // the space is exhausted, or nearly so
    }

    /// <summary>
    /// True when an earlier trial has no parameter that differs. The objective's path depends on the values alone, so a trial that
    /// has all the values of an earlier one repeats it.
    /// </summary>
    internal static bool IsRepeated(StudyHistory history, IReadOnlyDictionary<string, ParameterValue> proposals)
    {
        Observations observations = history.Observations;
        ParameterColumn[] columns = [.. observations.Columns.OrderByDescending(column => column.Distribution.Count)];
        double[] wanted = [.. columns.Select(column => proposals.TryGetValue(column.Name, out ParameterValue proposal) && proposal.Distribution.GetType() == column.Distribution.GetType() ? Internal(proposal, column.Distribution) : double.NaN)];
        for (int row = 0; row < observations.Count; row++)
        {
            bool differs = true;
            for (int c = 0; c < columns.Length; c++)
            {
                double value = columns[c].Values[row];
                if (double.IsNaN(value)) continue;
                differs = value != wanted[c];
                if (differs) break;
            }
            if (!differs) return true;
        }
        foreach (TrialRecord running in history.Running)
            if (running.Parameters.Count > 0 && running.Parameters.All(p => proposals.TryGetValue(p.Key, out ParameterValue proposal) && Scalar.SameSetting(proposal.Value, p.Value.Value))) return true;
        return false;
    }

    private static double Internal(ParameterValue proposal, Distribution column)
    {
        if (column is not ChoiceDistribution || column.Equals(proposal.Distribution)) return proposal.Internal;
        try
        {
            return column.ToInternal(proposal.Value);
        }
        catch (ArgumentException)
        {
            return double.NaN;   // a choice that no trial had
        }
    }
}
