namespace MlNetDeep.Tuning;

/// <summary>What further trials could gain, and the noise that it would have to exceed, by the number of trials.</summary>
internal static class TerminationPlot
{
    private const int MostJudgements = 60;

    public static Plot Draw(PlotData data, RegretTerminator terminator)
    {
        var figure = new Figure("Termination");
        int every = (data.Ended.Length + MostJudgements - 1) / MostJudgements;
        RegretJudgement[] judgements = [.. data.Ended.Where(row => row % Math.Max(1, every) == 0 || row == data.Ended.Length - 1).Select(row => terminator.Judge(data.Study, data.History, row + 1)).OfType<RegretJudgement>()];
        var x = new NumberScale(judgements.Select(judgement => (double)judgement.Trials), isWhole: true);
        NumberScale y = NumberScale.OfObjective(judgements.SelectMany(judgement => new[] { judgement.Regret, judgement.Error }));
        figure.Axes(x, "complete trials", y, data.Objective(0));
        figure.Line(judgements.Select(judgement => (figure.X(x.Place(judgement.Trials)), figure.Y(y.Place(judgement.Regret)))), Palette.Blue, 2, tip: "regret");
        figure.Line(judgements.Select(judgement => (figure.X(x.Place(judgement.Trials)), figure.Y(y.Place(judgement.Error)))), Palette.Orange, 2, tip: "noise");
        foreach (RegretJudgement judgement in judgements.Where(judgement => judgement.IsEnough))
            figure.Dot(figure.X(x.Place(judgement.Trials)), figure.Y(y.Place(judgement.Regret)), Palette.Green, FormattableString.Invariant($"{judgement.Trials} trials are enough"));
        figure.Legend([(Palette.Blue, "regret at most"), (Palette.Orange, "noise"), (Palette.Green, "enough")]);
        if (judgements.Length == 0) figure.Note("too few trials are complete");
        return figure.ToPlot("termination");
    }
}
