namespace MlNetDeep.Tuning.Tests;

/// <summary>Studies with known trials.</summary>
internal static class Studies
{
    public static Study Create(params Direction[] directions) =>
        Study.Create(new() { Directions = directions.Length == 0 ? [Direction.Minimize] : directions, TimeProvider = new ManualTime() });

    public static TrialRecord Complete(double value, params (string Name, Distribution Distribution, object? Value)[] parameters) =>
        With(parameters) with { State = TrialState.Complete, Values = [value] };

    public static TrialRecord Pruned(double last, params (string Name, Distribution Distribution, object? Value)[] parameters) =>
        With(parameters) with { State = TrialState.Pruned, Values = [last], IntermediateValues = [new(0, 3, [last])] };

    /// <summary>A study over a space with every kind of parameter, conditions, pruned, failed and infeasible trials, reports, executions and times.</summary>
    public static Study Mixed(int trials, int objectives = 1, long seed = 0)
    {
        var clock = new ManualTime();
        Study study = Study.Create(new() { Name = "mixed", Directions = [.. Enumerable.Range(0, objectives).Select(i => i == 1 ? Direction.Maximize : Direction.Minimize)], Seed = seed, TimeProvider = clock });
        for (int i = 0; i < trials; i++)
        {
            Trial trial = study.Ask();
            double rate = trial.SuggestFloat("learning rate", 1e-5, 1, log: true);
            int layers = trial.SuggestInt("layers", 1, 4);
            double quality = Math.Abs(Math.Log10(rate) + 2.5) + 0.2 * layers;
            string optimizer = trial.SuggestCategorical("optimizer", ["sgd", "adam", "rmsprop"]);
            if (optimizer == "sgd") quality += trial.SuggestFloat("momentum", 0, 1);
            trial.SuggestInt("units", 16, 512, log: true);
            trial.SetUserAttribute("note", $"<b>{i}</b> & more");
            clock.Advance(TimeSpan.FromSeconds(10 + i % 7));
            for (int step = 0; step < 5; step++) trial.Report([.. Enumerable.Range(0, objectives).Select(objective => (1 + objective) * quality + 2.0 / (step + 1))], step);
            if (i % 11 == 7) study.Tell(trial, null, TrialState.Failed);
            else if (i % 5 == 3) study.Tell(trial, null, TrialState.Pruned);
            else
            {
                if (i % 13 == 4) trial.SetConstraint("size", 1);
                study.Tell(trial, [.. Enumerable.Range(0, objectives).Select(objective => objective == 0 ? quality : objective * layers + rate)]);
            }
        }
        return study;
    }

    private static TrialRecord With((string Name, Distribution Distribution, object? Value)[] parameters)
    {
        var values = new OrderedDictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach ((string name, Distribution distribution, object? value) in parameters) values.Add(name, new ParameterValue(distribution, distribution.ToInternal(value)));
        return new TrialRecord { Parameters = values };
    }
}
