namespace MlNetDeep.Tuning;

/// <summary>What trials reported while they ran, by step; of several executions their mean. The best trial is drawn thick.</summary>
internal static class IntermediateValuesPlot
{
    public static Plot Draw(PlotData data, int objective)
    {
        var figure = new Figure(data.Directions.Count == 1 ? "Intermediate values" : $"Intermediate values: {data.Objective(objective)}");
        (TrialRecord Trial, (int Step, double Value)[] Curve)[] curves = [.. data.Trials.Where(trial => !trial.IntermediateValues.IsEmpty).Select(trial => (trial, Curve(trial, objective)))];
        var x = new NumberScale(curves.SelectMany(curve => curve.Curve.Select(point => (double)point.Step)), isWhole: true);
        NumberScale y = NumberScale.OfObjective(curves.SelectMany(curve => curve.Curve.Select(point => point.Value)));
        figure.Axes(x, "step", y, data.Objective(objective));
        int best = data.Complete.OrderBy(row => data.Observations.Losses(objective)[row]).Select(row => data.Observations.Numbers[row]).FirstOrDefault(-1);
        foreach ((TrialRecord trial, (int Step, double Value)[] curve) in curves.OrderBy(curve => curve.Trial.Number == best))
        {
            bool isBest = trial.Number == best;
            string color = isBest ? Palette.Dark : Palette.Of(trial.State);
            figure.Line(curve.Select(point => (figure.X(x.Place(point.Step)), figure.Y(y.Place(point.Value)))), color, isBest ? 2.5 : 1.2, isBest ? 1 : 0.55, PlotData.Tip(trial, objective));
            if (curve.Length == 1) figure.Dot(figure.X(x.Place(curve[0].Step)), figure.Y(y.Place(curve[0].Value)), color, PlotData.Tip(trial, objective), radius: 2);
        }
        figure.Legend([(Palette.Dark, "best"), .. curves.Select(curve => curve.Trial.State).Distinct().Order().Select(state => (Palette.Of(state), state.ToString().ToLowerInvariant()))]);
        if (curves.Length == 0) figure.Note("no trial reported a value");
        return figure.ToPlot(data.Name("intermediate-values", objective));
    }

    private static (int Step, double Value)[] Curve(TrialRecord trial, int objective) =>
        [.. trial.IntermediateValues.GroupBy(report => report.Step).OrderBy(step => step.Key).Select(step => (step.Key, step.Average(report => report.Values[objective])))];
}
