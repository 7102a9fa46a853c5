namespace MlNetDeep.Tuning.Tests.History;

public class ObservationsTests
{
    [Fact]
    public void Rows_hold_what_the_trials_showed_and_failed_trials_have_none()
    {
        Study study = Study.Create(new() { Direction = Direction.Maximize });
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            if (trial.Number == 1) throw new InvalidOperationException("no");
            if (trial.Number == 2)
            {
                trial.Report(7, 3);
                throw new TrialPrunedException();
            }
            if (trial.Number == 3) trial.SuggestBool("late");
            trial.SetConstraint("size", trial.Number == 3 ? 2.5 : -1);
            return trial.Number + x;
        }, new() { Trials = 4 });
        Observations observations = study.History().Observations;
        Assert.Equal([0, 2, 3], observations.Numbers.ToArray());
        Assert.Equal([Observations.CompleteStep, 3, Observations.CompleteStep], observations.Steps.ToArray());
        Assert.Equal([-study.Trials[0].Value, -7, -study.Trials[3].Value], observations.Losses().ToArray());
        Assert.Equal([0, 0, 2.5], observations.Violations.ToArray());
        Assert.Equal([double.NaN, double.NaN, study.Trials[3].Parameters["late"].Internal], observations.Find("late")!.Values.ToArray());
        Assert.Equal([0, 1, 2], observations.Ranking.ToArray());   // the infeasible one last, though it is the best
        Assert.Null(observations.Find("y"));
        Assert.Equal(0, study.BestTrial.Number);
    }

    [Fact]
    public void A_snapshot_stays_as_it_was_while_the_study_grows()
    {
        Study study = Study.Create(new());
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1), new() { Trials = 3 });
        Observations early = study.History().Observations;
        double[] values = early.Find("x")!.Values.ToArray();
        study.Optimize(trial => trial.SuggestFloat("x", 0, 1) + trial.SuggestFloat("y", 0, 1), new() { Trials = 40 });
        Assert.Equal(3, early.Count);
        Assert.Equal(values, early.Find("x")!.Values.ToArray());
        Assert.Null(early.Find("y"));
    }

    [Fact]
    public void Choices_that_are_added_before_others_move_the_indices_of_earlier_rows()
    {
        Study study = Study.Create(new() { ChoicesMayGrow = true });
        study.Enqueue(new Dictionary<string, object?> { ["a"] = "y" });
        study.Optimize(trial => trial.SuggestCategorical("a", "x", "y").Length, new() { Trials = 1 });
        study.Optimize(trial => trial.SuggestCategorical("a", "w", "x", "y").Length, new() { Trials = 1 });
        Assert.Equal(2, study.History().Observations.Find("a")!.Values[0]);
    }

    [Fact]
    public void The_space_knows_when_a_parameter_is_asked_for()
    {
        Study study = Study.Create(new());
        study.Optimize(trial =>
        {
            double sum = 0;
            for (int i = 0; i < trial.SuggestInt("layers", 1, 4); i++) sum += trial.SuggestInt($"units{i}", 16, 512, log: true);
            if (trial.SuggestCategorical("optimizer", "sgd", "adam", "rmsprop") == "sgd") sum += trial.SuggestFloat("momentum", 0, 1);
            return sum;
        }, new() { Trials = 40 });
        SearchSpace space = study.History().Observations.Space;
        Assert.Equal(["units1", "units2", "units3", "momentum"], space.Dimensions.Where(d => d.IsConditional).Select(d => d.Name).Order(StringComparer.Ordinal).OrderBy(n => n == "momentum"));
        double[] point = new double[space.Dimensions.Count];
        Array.Fill(point, double.NaN);
        int layers = space.Dimensions.ToList().FindIndex(d => d.Name == "layers"), optimizer = space.Dimensions.ToList().FindIndex(d => d.Name == "optimizer");
        point[layers] = space.Dimensions[layers].Distribution.ToUnit(2);
        point[optimizer] = space.Dimensions[optimizer].Distribution.ToUnit(1);
        space.Complete(point, _ => 0.25);
        Assert.Equal(["layers", "optimizer", "units0", "units1"], space.Parameters(point).Keys.Order(StringComparer.Ordinal));
        Assert.Equal("adam", space.Parameters(point)["optimizer"].Value);
        Assert.Equal(study.Trials[0].Parameters.Count, space.Points()[0].Count(value => !double.IsNaN(value)));
    }
}
