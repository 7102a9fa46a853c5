namespace MlNetDeep.Tuning;

/// <summary>When each trial ran, and how it ended.</summary>
internal static class TimelinePlot
{
    public static Plot Draw(PlotData data, DateTimeOffset now)
    {
        var figure = new Figure("Timeline");
        (TrialRecord Trial, double From, double To)[] bars = [];
        TrialRecord[] started = [.. data.Trials.Where(trial => trial.Started is not null)];
        if (started.Length > 0)
        {
            DateTimeOffset begin = started.Min(trial => trial.Started!.Value);
            bars = [.. started.Select(trial => (trial, (trial.Started!.Value - begin).TotalSeconds, ((trial.Finished ?? now) - begin).TotalSeconds))];
        }
        double longest = bars.Select(bar => bar.To).DefaultIfEmpty(1).Max();
        (double unit, string name) = longest > 3 * 86400 ? (86400.0, "days") : longest > 3 * 3600 ? (3600, "hours") : longest > 180 ? (60, "minutes") : (1, "seconds");
        var x = new NumberScale([0, Math.Max(longest / unit, 1e-3)]);
        var y = new NumberScale([-0.5, data.Trials.Count - 0.5], isWhole: true, padding: 0.02);
        figure.Axes(x, $"{name} since the first trial began", y, "trial");
        double half = Math.Clamp((figure.Bottom - figure.Top) / Math.Max(1, data.Trials.Count) * 0.4, 0.5, 8);
        foreach ((TrialRecord trial, double from, double to) in bars)
        {
            double middle = figure.Y(y.Place(trial.Number)), left = figure.X(x.Place(from / unit));
            figure.Box(left, middle - half, Math.Max(left + 1, figure.X(x.Place(to / unit))), middle + half, Palette.Of(trial.State), FormattableString.Invariant($"trial {trial.Number}, {trial.State.ToString().ToLowerInvariant()}: {PlotText.Number(to - from)} s"));
        }
        figure.Legend(data.Trials.Select(trial => trial.State).Distinct().Order().Select(state => (Palette.Of(state), state.ToString().ToLowerInvariant())));
        if (bars.Length == 0) figure.Note("no trial has begun");
        return figure.ToPlot("timeline");
    }
}
