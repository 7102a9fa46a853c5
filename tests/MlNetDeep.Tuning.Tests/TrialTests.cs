using System.Collections.Concurrent;

namespace MlNetDeep.Tuning.Tests;

public class TrialTests
{
    private readonly RecordingObserver _observer = new();

    [Fact]
    public void Contract03_a_range_that_ends_between_steps_is_shortened_with_a_warning()
    {
        Trial trial = Ask();
        Assert.InRange(trial.SuggestFloat("f", 0, 0.75, step: 0.5), 0, 0.5);
        Assert.InRange(trial.SuggestInt("i", 0, 9, step: 4), 0, 8);
        Assert.InRange(trial.SuggestFloat("fine", 0, 0.3, step: 0.1), 0, 0.3);
        Assert.Equal(2, _observer.Warnings.Count);
        Assert.Contains("'f' ends between two steps and was shortened to float 0..0.5 step 0.5", _observer.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Contract04_an_invalid_range_names_the_parameter() =>
        Assert.Contains("parameter 'lr': a logarithmic range must start above 0, but low is 0", Assert.Throws<ArgumentException>(() => Ask().SuggestFloat("lr", 0, 1, log: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void Contract05_int_log_with_step() => Assert.Contains(Ask().SuggestInt("units", 16, 128, log: true, step: 2), new[] { 16, 32, 64, 128 });

    [Fact]
    public void Contract06_the_same_name_gives_the_same_value()
    {
        Trial trial = Ask();
        double x = trial.SuggestFloat("x", 0, 1);
        Assert.Equal(x, trial.SuggestFloat("x", 0, 1));
        Assert.Empty(_observer.Warnings);
        Assert.Equal(x, trial.SuggestFloat("x", 5, 6));
        Assert.Contains("asks for 'x' again with another range: float 5..6 after float 0..1", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
        Assert.Contains("it was a float", Assert.Throws<ArgumentException>(() => trial.SuggestInt("x", 0, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("log was false", Assert.Throws<ArgumentException>(() => trial.SuggestFloat("x", 0.5, 1, log: true)).Message, StringComparison.Ordinal);
        trial.SuggestCategorical("c", "a", "b");
        Assert.Throws<ArgumentException>(() => trial.SuggestCategorical("c", "a", "b", "d"));
        Assert.Throws<ArgumentException>(() => trial.SuggestBool("c"));
    }

    [Fact]
    public void Contract07_ranges_and_added_choices_may_change_between_trials_and_kinds_may_not()
    {
        Study study = Study.Create(new() { ChoicesMayGrow = true, Observers = [_observer] });
        Trial first = study.Ask();
        first.SuggestFloat("x", 0, 1);
        first.SuggestCategorical("c", "a", "b");
        study.Tell(first, 1);
        Trial second = study.Ask();
        second.SuggestFloat("x", 2, 3);
        second.SuggestCategorical("c", "z", "b", "a");
        Assert.Throws<ArgumentException>(() => second.SuggestInt("c", 0, 1));
        study.Tell(second, 1);
        Trial third = study.Ask();
        Assert.Contains("choices may be added but not taken away", Assert.Throws<ArgumentException>(() => third.SuggestCategorical("c", "a", "b")).Message, StringComparison.Ordinal);
        Assert.Contains("parameter 'x' of study 'study' is asked for as int 0..1, but in other trials it was a float", Assert.Throws<ArgumentException>(() => third.SuggestInt("x", 0, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract07_choices_grow_on_resume_only_when_asked()
    {
        var options = new StudyOptions { Storage = new InMemoryStorage() };
        Study.Open(options).Optimize(trial => trial.SuggestCategorical("c", "a", "b").Length, new() { Trials = 3 });
        Trial refused = Study.Open(options).Ask();
        Assert.Equal("parameter 'c' of study 'study' is asked for as {\"a\", \"b\", \"d\"}, but in other trials its choices were {\"a\", \"b\"}; set StudyOptions.ChoicesMayGrow to add some",
            Assert.Throws<ArgumentException>(() => refused.SuggestCategorical("c", "a", "b", "d")).Message);
        Assert.Contains(refused.SuggestCategorical("c", "b", "a"), new[] { "a", "b" });   // the order does not matter
        Study study = Study.Open(options with { ChoicesMayGrow = true });
        study.Optimize(trial => trial.SuggestCategorical("c", "a", "b", "d") == "d" ? 0 : 1, new() { Trials = 20 });
        Assert.Equal("d", study.BestParameters["c"]);
    }

    [Fact]
    public void Contract08_choices_of_every_type_come_back_as_they_are()
    {
        Trial trial = Ask();
        Assert.Contains(trial.SuggestCategorical("s", "a", null), new[] { "a", null });
        Assert.Contains(trial.SuggestCategorical("d", 0.5, double.NaN), new[] { 0.5, double.NaN });
        Assert.Contains(trial.SuggestCategorical<int?>("i", 1, null), new int?[] { 1, null });
        Assert.IsType<bool>(trial.SuggestCategorical("b", true));
        Assert.Contains(trial.SuggestCategorical<object?>("o", 1, "a", null), new object?[] { 1, "a", null });
        Assert.Throws<ArgumentException>(() => trial.SuggestCategorical<string>("none"));
        Assert.Throws<ArgumentException>(() => trial.SuggestCategorical("dates", DateTime.MinValue));
    }

    [Fact]
    public void Contract25_a_finished_trial_does_not_change()
    {
        Study study = Study.Create(new());
        Trial trial = study.Ask();
        trial.SuggestFloat("x", 0, 1);
        study.Tell(trial, 1);
        Assert.Contains("trial 0 of study 'study' has ended", Assert.Throws<InvalidOperationException>(() => trial.SuggestFloat("y", 0, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => trial.Report(1, 0));
        Assert.Throws<InvalidOperationException>(() => trial.SetUserAttribute("a", 1));
    }

    [Fact]
    public void Contract26_reports_have_steps_and_the_first_of_a_step_counts()
    {
        Study study = Study.Create(new() { Observers = [_observer] });
        Trial trial = study.Ask();
        Assert.Throws<ArgumentOutOfRangeException>(() => trial.Report(1, -1));
        Assert.Throws<ArgumentException>(() => trial.Report([1, 2], 0));
        trial.Report(0.5, 3);
        trial.Report(0.7, 3);
        trial.Report(double.NaN, 4);
        trial.Report(double.NegativeInfinity, 10);
        Assert.Contains("step 3 a second time", Assert.Single(_observer.Warnings), StringComparison.Ordinal);
        Assert.Equal([(3, 0.5), (4, double.NaN), (10, double.NegativeInfinity)], study.Trials[0].GetIntermediateValues().Select(p => (p.Key, p.Value)));
        Assert.Equal([3, 4, 10], _observer.Reports.Select(r => r.Report.Step));
    }

    [Fact]
    public void Contract26_several_objectives_report_vectors()
    {
        Study study = Study.Create(new() { Directions = [Direction.Minimize, Direction.Maximize] });
        Trial trial = study.Ask();
        trial.Report([1, 2], 0);
        Assert.Throws<ArgumentException>(() => trial.Report(1, 1));
        Assert.Equal([1.0, 2.0], study.Trials[0].IntermediateValues[0].Values);
    }

    [Fact]
    public void Attributes_are_kept_and_checked()
    {
        Study study = Study.Create(new());
        Trial trial = study.Ask();
        trial.SetUserAttribute("weights", 12_345);
        trial.SetUserAttribute("weights", 12_346);
        trial.SetUserAttribute("file", "größe.onnx");
        Assert.Contains("'x' is a Guid", Assert.Throws<ArgumentException>(() => trial.SetUserAttribute("x", Guid.Empty)).Message, StringComparison.Ordinal);
        study.Tell(trial, 1);
        Assert.Equal(new Dictionary<string, object?> { ["weights"] = 12_346, ["file"] = "größe.onnx" }, study.Trials[0].UserAttributes);
    }

    [Fact]
    public void A_sampler_that_proposes_nonsense_is_named()
    {
        Study study = Study.Create(new() { Sampler = new Constant(7) });
        Assert.Contains("Constant proposed 7 for 'x', which is not in float 0..1", Assert.Throws<InvalidOperationException>(() => study.Ask().SuggestFloat("x", 0, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(7, study.Ask().SuggestInt("i", 7, 7));   // single values are not asked for
    }

    [Fact]
    public void Joint_proposals_are_used_where_they_fit()
    {
        Study study = Study.Create(new() { Sampler = new Constant(0.5, new() { ["x"] = new(new FloatDistribution(0, 1), 0.25), ["i"] = new(new FloatDistribution(0, 9), 3) }) });
        Trial trial = study.Ask();
        Assert.Equal(0.25, trial.SuggestFloat("x", 0, 1));
        Assert.Equal(0.5, trial.SuggestFloat("y", 0, 1));
        Assert.Throws<InvalidOperationException>(() => trial.SuggestInt("i", 0, 9));   // another kind: 0.5 of Sample, no integer
        Assert.Equal(0.5, study.Ask().SuggestFloat("x", 0.3, 1));                      // out of the new range
    }

    [Fact]
    public void A_replay_hands_out_the_parameters_again()
    {
        static (double, int, string?) Build(Trial trial) => (trial.SuggestFloat("lr", 1e-4, 1, log: true), trial.SuggestInt("blocks", 1, 9), trial.SuggestCategorical("act", "relu", null, "tanh"));
        Study study = Study.Create(new());
        Trial trial = study.Ask();
        (double, int, string?) built = Build(trial);
        Trial replay = study.Tell(trial, 1).Replay();
        Assert.Equal(built, Build(replay));
        replay.Report(1, 0);
        Assert.False(replay.ShouldPrune());
        Assert.Contains("trial 0 has no parameter 'units'", Assert.Throws<InvalidOperationException>(() => replay.SuggestInt("units", 1, 9)).Message, StringComparison.Ordinal);
        Assert.Single(study.Trials);
    }

    [Fact]
    public void Seeds_differ_by_trial_and_execution_and_repeat_with_the_study()
    {
        Assert.Equal(Seeds(1), Seeds(1));
        Assert.NotEqual(Seeds(1), Seeds(2));
        Assert.Equal(12, Seeds(1).Distinct().Count());

        static int[] Seeds(long seed)
        {
            var seeds = new ConcurrentQueue<int>();
            Study.Create(new() { Seed = seed, ExecutionsPerTrial = 3 }).Optimize(trial => { seeds.Enqueue(trial.Seed); return 0; }, new() { Trials = 4 });
            return [.. seeds];
        }
    }

    private Trial Ask() => Study.Create(new() { Observers = [_observer] }).Ask();

    private sealed class Constant(double value, Dictionary<string, ParameterValue>? joint = null) : ISampler
    {
        public IReadOnlyDictionary<string, ParameterValue> SampleJoint(StudyHistory history, SamplingContext trial) => joint ?? [];

        public double Sample(StudyHistory history, SamplingContext trial, string name, Distribution distribution) => value;
    }
}
