namespace MlNetDeep.Tuning.Tests;

public class StudyTests
{
    private readonly RecordingObserver _observer = new();

    [Fact]
    public void Contract10_without_a_completed_trial_there_is_no_best_one()
    {
        Study study = Study.Create(new() { Name = "shapes" });
        Assert.Contains("study 'shapes' has no completed trial yet", Assert.Throws<InvalidOperationException>(() => study.BestTrial).Message, StringComparison.Ordinal);
        study.Tell(study.Ask(), double.NaN);
        Trial pruned = study.Ask();
        pruned.Report(-100, 0);
        study.Tell(pruned, null, TrialState.Pruned);
        Assert.Contains("(1 pruned, 1 failed)", Assert.Throws<InvalidOperationException>(() => study.BestValue).Message, StringComparison.Ordinal);
        Trial complete = study.Ask();
        complete.SuggestInt("n", 3, 3);
        study.Tell(complete, 1);
        study.Tell(study.Ask(), 1);
        Assert.Equal(2, study.BestTrial.Number);   // neither the pruned one with -100 nor the later equal one
        Assert.Equal(new Dictionary<string, object?> { ["n"] = 3 }, study.BestParameters);
    }

    [Fact]
    public void Contract11_several_objectives_have_a_Pareto_front_and_no_best_trial()
    {
        Study study = Study.Create(new() { Directions = [Direction.Minimize, Direction.Maximize] });
        double[][] values = [[1, 1], [2, 2], [2, 1], [0.5, 0], [1, 1]];
        foreach (double[] value in values) study.Tell(study.Ask(), value);
        study.Tell(study.Ask(), null, TrialState.Failed);
        Assert.Equal([0, 1, 3, 4], study.BestTrials.Select(t => t.Number));
        Assert.Contains("2 objectives", Assert.Throws<InvalidOperationException>(() => study.BestTrial).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => study.Direction);
        Assert.Throws<InvalidOperationException>(() => study.Optimize(_ => 1, new() { Trials = 1 }));
    }

    [Fact]
    public void Contract12_NaN_result_is_a_failed_trial()
    {
        Study study = Study.Create(new() { Observers = [_observer] });
        TrialRecord told = study.Tell(study.Ask(), double.NaN);
        Assert.Equal((TrialState.Failed, "the value of the objective is NaN"), (told.State, told.Message));
        Assert.Contains("trial 0 failed: the value of the objective is NaN", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
        Assert.Equal(TrialState.Failed, study.Tell(study.Ask(), [1, 2]).State);
        Assert.Equal(TrialState.Failed, study.Tell(study.Ask(), values: null).State);
        Trial trial = study.Ask();
        Assert.Throws<ArgumentException>(() => study.Tell(trial, [double.NaN], TrialState.Complete));
        Assert.Throws<ArgumentException>(() => study.Tell(trial, [1], TrialState.Running));
        Assert.Equal(TrialState.Complete, study.Tell(trial, [1], TrialState.Complete).State);
    }

    [Fact]
    public void Contract13_a_pruned_trial_takes_its_last_report()
    {
        Study study = Study.Create(new());
        Trial trial = study.Ask();
        trial.Report(3, 0);
        trial.Report(2, 1);
        Assert.Equal(2, study.Tell(trial, null, TrialState.Pruned).Value);
        Assert.Equal(double.NaN, study.Tell(study.Ask(), null, TrialState.Pruned).Value);
    }

    [Fact]
    public void Contract14_a_trial_is_told_once()
    {
        Study study = Study.Create(new());
        Trial trial = study.Ask();
        study.Tell(trial, 1);
        Assert.Contains("trial 0 of study 'study' has ended already", Assert.Throws<InvalidOperationException>(() => study.Tell(trial, 2)).Message, StringComparison.Ordinal);
        Assert.Equal(1, study.Tell(trial, 2, skipIfFinished: true).Value);
        Assert.Throws<ArgumentException>(() => Study.Create(new()).Tell(trial, 1));
    }

    [Fact]
    public void Contract15_infinite_values_are_ordered()
    {
        Study study = Study.Create(new());
        study.Tell(study.Ask(), double.PositiveInfinity);
        Assert.Equal(double.PositiveInfinity, study.BestValue);
        study.Tell(study.Ask(), 5);
        Assert.Equal(5, study.BestValue);
        study.Tell(study.Ask(), double.NegativeInfinity);
        Assert.Equal(2, study.BestTrial.Number);
    }

    [Fact]
    public void Contract20_enqueued_trials_come_first_with_their_parameters()
    {
        Study study = Study.Create(new() { Observers = [_observer] });
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.5, ["act"] = "tanh" });
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 7, ["act"] = "relu" });
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.5, ["act"] = "tanh" }, skipIfExists: true);
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 7.0, ["act"] = "relu" }, skipIfExists: true);   // 7 is 7.0
        Assert.Equal(2, study.GetTrials(TrialState.Waiting).Count);
        study.Optimize(t => t.SuggestFloat("x", 0, 1) + t.SuggestInt("free", 1, 9) + t.SuggestCategorical("act", "relu", "tanh").Length, new() { Trials = 3 });
        Assert.Equal(3, study.Trials.Count);
        Assert.Equal([0.5, 7.0], study.Trials.Take(2).Select(t => t.Parameters["x"].Internal));
        Assert.All(study.Trials, t => Assert.InRange(t.Parameters["free"].Internal, 1, 9));
        Assert.Contains("sets 'x' to 7, which is out of float 0..1", Assert.Single(_observer.Warnings), StringComparison.Ordinal);

        study.Enqueue(new Dictionary<string, object?> { ["act"] = "gelu" });
        study.Optimize(t => t.SuggestCategorical("act", "relu", "tanh").Length, new() { Trials = 1 });
        Assert.Contains("parameter 'act' of the enqueued trial 3: \"gelu\" is none of the choices", study.Trials[3].Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => study.Enqueue(new Dictionary<string, object?> { ["x"] = new object() }));
    }

    [Fact]
    public void Contract20_an_enqueued_trial_that_runs_is_known_before_it_asks_for_parameters()
    {
        Study study = Study.Create(new());
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.5 });
        study.Ask();
        study.Enqueue(new Dictionary<string, object?> { ["x"] = 0.5 }, skipIfExists: true);
        Assert.Single(study.Trials);
    }

    [Fact]
    public void Contract20_NaN_choices_are_compared_as_equal()
    {
        Study study = Study.Create(new());
        study.Enqueue(new Dictionary<string, object?> { ["c"] = double.NaN });
        study.Ask().SuggestCategorical("c", 1.0, double.NaN);
        study.Enqueue(new Dictionary<string, object?> { ["c"] = double.NaN }, skipIfExists: true);
        Assert.Single(study.Trials);
    }

    [Fact]
    public void Contract21_added_trials_are_validated()
    {
        Study study = Study.Create(new());
        var x = new FloatDistribution(0, 1);
        var valid = new TrialRecord { Number = 17, State = TrialState.Complete, Values = [0.5], Parameters = new Dictionary<string, ParameterValue> { ["x"] = new(x, 0.25) } };
        Assert.Equal(0, study.AddTrial(valid).Number);
        Assert.Equal(1, study.AddTrial(valid).Number);
        Assert.Equal(0.5, study.BestValue);
        Assert.Throws<ArgumentException>(() => study.AddTrial(valid with { Values = [] }));
        Assert.Throws<ArgumentException>(() => study.AddTrial(valid with { Values = [double.NaN] }));
        Assert.Throws<ArgumentException>(() => study.AddTrial(valid with { State = TrialState.Pruned, Values = [1, 2] }));
        Assert.Throws<ArgumentException>(() => study.AddTrial(valid with { State = TrialState.Running }));
        Assert.Contains("'x' has the internal value 2, which is not in float 0..1", Assert.Throws<ArgumentException>(() => study.AddTrial(valid with { Parameters = new Dictionary<string, ParameterValue> { ["x"] = new(x, 2) } })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => study.AddTrial(valid with { Parameters = new Dictionary<string, ParameterValue> { ["x"] = new(new IntDistribution(0, 1), 1) } }));
        Assert.Equal(2, study.Trials.Count);
    }

    [Fact]
    public void Contract22_open_continues_and_create_does_not()
    {
        var storage = new InMemoryStorage();
        Study study = Study.Create(new() { Name = "s", Storage = storage, Direction = Direction.Maximize });
        study.Tell(study.Ask(), 1);
        Assert.Contains("'s'", Assert.Throws<DuplicateStudyException>(() => Study.Create(new() { Name = "s", Storage = storage })).Message, StringComparison.Ordinal);
        Assert.Equal(1, Study.Open(new() { Name = "s", Storage = storage, Direction = Direction.Maximize }).BestValue);
        Assert.Contains("was created to Maximize, but is opened to Minimize", Assert.Throws<ArgumentException>(() => Study.Open(new() { Name = "s", Storage = storage })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract23_a_copy_has_the_attributes_and_trials()
    {
        Study study = Study.Create(new() { Name = "s", Direction = Direction.Maximize });
        study.SetUserAttribute("data", "flowers");
        study.Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 2 });
        study.Ask().SuggestFloat("x", 0, 1);
        var target = new InMemoryStorage();
        study.CopyTo(target, "copy");
        Study copy = Study.Open(new() { Name = "copy", Storage = target, Direction = Direction.Maximize });
        Assert.Equal("flowers", copy.UserAttributes["data"]);
        Assert.Equal(study.BestValue, copy.BestValue);
        Assert.Equal([TrialState.Complete, TrialState.Complete, TrialState.Waiting], copy.Trials.Select(t => t.State));
        Assert.Equal(study.Trials[2].Parameters["x"].Value, copy.Trials[2].Fixed["x"]);
        Assert.Throws<DuplicateStudyException>(() => study.CopyTo(target, "copy"));
        Assert.Throws<ArgumentException>(() => study.SetUserAttribute("x", new object()));
    }

    [Fact]
    public void Contract24_trials_are_filtered_snapshots()
    {
        Study study = Study.Create(new());
        IReadOnlyList<TrialRecord> before = study.Trials;
        Trial trial = study.Ask();
        IReadOnlyList<TrialRecord> running = study.Trials;
        trial.SuggestFloat("x", 0, 1);
        study.Tell(trial, 1);
        Assert.Empty(before);
        Assert.Equal((TrialState.Running, 0), (running[0].State, running[0].Parameters.Count));
        Assert.Single(study.GetTrials(TrialState.Complete, TrialState.Failed));
        Assert.Empty(study.GetTrials(TrialState.Failed));
        Assert.Throws<NotSupportedException>(() => ((IList<TrialRecord>)study.Trials)[0] = running[0]);
    }

    [Fact]
    public void Options_are_validated()
    {
        Assert.Throws<ArgumentException>(() => Study.Create(new() { Name = "" }));
        Assert.Throws<ArgumentException>(() => Study.Create(new() { Directions = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Study.Create(new() { ExecutionsPerTrial = 0 }));
        Study study = Study.Create(new());
        Assert.Throws<ArgumentOutOfRangeException>(() => study.Optimize(_ => 1, new() { Parallelism = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => study.Optimize(_ => 1, new() { Trials = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => study.Optimize(_ => 1, new() { MaxConsecutiveFailures = 0 }));
        study.Optimize(_ => 1, new() { Trials = 1 });   // a refused call leaves the study usable
    }
}
