namespace MlNetDeep.Tuning.Tests.Storage;

// What a study relies on, whatever it is kept in.
public abstract partial class StorageConformance
{
    [Fact]
    public void A_trial_is_added_on_condition_of_its_number()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        Assert.False(Storage.TryAddTrial(id, new TrialRecord { Number = 1 }));
        Assert.True(Storage.TryAddTrial(id, new TrialRecord { Number = 0, Owner = "a" }));
        Assert.False(Storage.TryAddTrial(id, new TrialRecord { Number = 0, Owner = "b" }));
        Assert.Equal(1, Storage.AddTrial(id, new TrialRecord { Owner = "c" }).Number);
        Assert.Equal(["a", "c"], Storage.ReadTrials(id, 0).Trials.Select(t => t.Owner!));
        Assert.Throws<InvalidOperationException>(() => Storage.TryAddTrial(id + 1, new TrialRecord()));
    }

    [Fact]
    public void Contract21_several_workers_reach_a_number_of_trials_exactly()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        int[] added = InParallel(4, _ =>
        {
            var own = new List<int>();
            for (int number; (number = Storage.ReadTrials(id, 0).Trials.Count) < 30;)
                if (Storage.TryAddTrial(id, new TrialRecord { Number = number })) own.Add(number);
            return [.. own];
        });
        Assert.Equal(Enumerable.Range(0, 30), added.Order());
        Assert.Equal(30, Storage.ReadTrials(id, 0).Trials.Count);
    }

    [Fact]
    public void An_update_adds_its_successor_in_the_same_step_or_not_at_all()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        TrialRecord running = Storage.AddTrial(id, new TrialRecord { Owner = "a" });
        Storage.AddTrial(id, new TrialRecord { Owner = "b" });
        long revision = Storage.ReadTrials(id, 0).Revision;
        var successor = new TrialRecord { State = TrialState.Waiting, RetryHistory = [0], Fixed = new Dictionary<string, object?> { ["x"] = 1.5 } };
        Assert.False(Storage.TryUpdateTrial(id, running with { State = TrialState.Failed }, TrialState.Running, "b", successor));
        Assert.Equal(2, Storage.ReadTrials(id, 0).Trials.Count);
        Assert.True(Storage.TryUpdateTrial(id, running with { State = TrialState.Failed }, TrialState.Running, "a", successor));
        Assert.Equal([(0, TrialState.Failed), (2, TrialState.Waiting)], Storage.ReadTrials(id, revision).Trials.Select(t => (t.Number, t.State)));
        Assert.Equal((0, 1.5), (Storage.ReadTrials(id, 0).Trials[2].RetryOf, Storage.ReadTrials(id, 0).Trials[2].Fixed["x"]));
    }

    [Fact]
    public void Updates_add_to_and_take_from_a_trial()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        var x = new ParameterValue(new FloatDistribution(0, 1), 0.25);
        var n = new ParameterValue(new IntDistribution(1, 9), 3);
        TrialRecord trial = Storage.AddTrial(id, new TrialRecord { Owner = "a", Started = DateTimeOffset.UnixEpoch });
        TrialRecord[] versions =
        [
            trial with { Parameters = new OrderedDictionary<string, ParameterValue> { ["x"] = x }, IntermediateValues = [new(0, 0, [1])] },
            trial with { Parameters = new OrderedDictionary<string, ParameterValue> { ["x"] = x, ["n"] = n }, IntermediateValues = [new(0, 0, [1]), new(0, 1, [double.NaN])], UserAttributes = new Dictionary<string, object?> { ["a"] = 1 } },
            trial with { Parameters = new OrderedDictionary<string, ParameterValue> { ["n"] = n }, IntermediateValues = [new(0, 0, [-0.0])], ExecutionValues = [[2]], Constraints = new Dictionary<string, double> { ["c"] = 1 } },
            trial with { Started = null, Message = "m", Values = [0.0], ExecutionValues = [[2], [3]] },
            trial with { Message = "m", Values = [-0.0], RetryHistory = [7] },
        ];
        foreach (TrialRecord version in versions)
        {
            Assert.True(Storage.TryUpdateTrial(id, version, TrialState.Running, "a"));
            TrialRecord read = Storage.ReadTrials(id, 0).Trials[0];
            Assert.Equal(version.Parameters.ToList(), read.Parameters.ToList());
            Assert.Equal(version.IntermediateValues.Select(v => (v.Step, Bits(v.Values)[0])), read.IntermediateValues.Select(v => (v.Step, Bits(v.Values)[0])));
            Assert.Equal(Bits(version.Values), Bits(read.Values));
            Assert.Equal(version.ExecutionValues.Select(Bits), read.ExecutionValues.Select(Bits));
            Assert.Equal(version.UserAttributes, read.UserAttributes);
            Assert.Equal(version.Constraints, read.Constraints);
            Assert.Equal((version.Started, version.Message, version.Retries), (read.Started, read.Message, read.Retries));
        }
    }

    [Fact]
    public void Heartbeats_of_a_deleted_study_are_nobodys()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        Storage.SetHeartbeat(id, "a", DateTimeOffset.UnixEpoch);
        Storage.DeleteStudy("s");
        Storage.SetHeartbeat(id, "a", DateTimeOffset.UnixEpoch);
        Assert.Null(Storage.GetHeartbeat(id, "a"));
        Assert.NotEqual(id, Storage.CreateStudy("s", s_minimize).Id);   // a worker of the deleted one must not write into the new one
    }

    [Fact]
    public void Contract24_trials_are_filtered_and_what_is_handed_in_or_out_can_change_without_the_study()
    {
        Study study = Study.Open(new() { Storage = Storage });
        var given = new OrderedDictionary<string, object?> { ["x"] = 0.5 };
        var attributes = new Dictionary<string, object?> { ["a"] = 1 };
        study.Enqueue(given);
        study.AddTrial(new TrialRecord { State = TrialState.Complete, Values = [1], UserAttributes = attributes });
        given["x"] = 0.75;
        attributes["a"] = 2;
        Assert.Equal(0.5, Assert.Single(study.GetTrials(TrialState.Waiting)).Fixed["x"]);
        Assert.Equal(1, Assert.Single(study.GetTrials(TrialState.Complete)).UserAttributes["a"]);
        Assert.Empty(study.GetTrials(TrialState.Running, TrialState.Failed));
        Assert.Equal(2, study.GetTrials(TrialState.Waiting, TrialState.Complete).Count);

        IReadOnlyList<TrialRecord> before = study.Trials;
        Trial trial = study.Ask();
        trial.SuggestFloat("x", 0, 1);
        Assert.Equal(TrialState.Waiting, before[0].State);   // a snapshot
        Assert.Throws<NotSupportedException>(() => ((IDictionary<string, object?>)trial.Snapshot().UserAttributes).Add("b", 1));
    }

    [Fact]
    public void Contract25_a_trial_that_has_ended_does_not_change()
    {
        Study study = Study.Open(new() { Storage = Storage });
        Trial trial = study.Ask();
        trial.SuggestFloat("x", 0, 1);
        study.Tell(trial, 1);
        TrialRecord stored = study.Trials[0];
        Assert.Contains("trial 0 of study 'study' has ended", Assert.Throws<InvalidOperationException>(() => trial.Report(1, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => trial.SuggestFloat("y", 0, 1));
        Assert.Throws<InvalidOperationException>(() => trial.SetUserAttribute("a", 1));
        Assert.Throws<InvalidOperationException>(() => trial.SetConstraint("c", 1));
        Assert.Throws<InvalidOperationException>(() => study.Tell(trial, 2));
        Assert.False(Storage.TryUpdateTrial(Storage.FindStudy("study")!.Id, stored with { Values = [2] }, TrialState.Running, stored.Owner));
        Assert.Equal(1, Study.Open(new() { Storage = Storage }).BestValue);
    }

    [Fact]
    public void Contract38_a_lost_trial_fails_once_and_is_repeated_with_its_parameters()
    {
        Trial lost = Study.Open(new() { Storage = Storage, Worker = Workers.Dead }).Ask();
        double x = lost.SuggestFloat("x", 0, 1);
        lost.Report(0.5, 3);
        lost.SetUserAttribute("file", "größe");
        Study[] studies = [.. Enumerable.Range(0, 4).Select(_ => Study.Open(new() { Storage = Storage }))];
        InParallel(4, worker =>
        {
            studies[worker].ReleaseLost();
            return [];
        });
        Assert.Equal([TrialState.Failed, TrialState.Waiting], studies[0].Trials.Select(t => t.State));
        Assert.Equal([0], studies[0].Trials[1].RetryHistory);
        Assert.True(studies[0].Trials[1].IntermediateValues.IsEmpty);
        studies[1].Optimize(t => t.SuggestFloat("x", 0, 1), new() { TotalTrials = 1 });
        Assert.Equal((1, x, "größe"), (studies[2].BestTrial.Number, studies[2].BestTrial.Parameters["x"].Internal, studies[2].BestTrial.UserAttributes["file"]));
    }

    [Fact]
    public void Contract38_a_trial_that_was_asked_for_gives_signs_of_life()
    {
        var time = new ManualTime();
        Study remote = Study.Open(new() { Storage = Storage, Worker = Workers.Elsewhere, TimeProvider = time, HeartbeatInterval = TimeSpan.FromSeconds(5), LostAfter = TimeSpan.FromSeconds(20) });
        Study local = Study.Open(new() { Storage = Storage, TimeProvider = time, LostAfter = TimeSpan.FromSeconds(20) });
        Trial trial = remote.Ask();
        for (int i = 0; i < 50; i++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            local.ReleaseLost();
        }
        Assert.Equal(TrialState.Running, Assert.Single(local.Trials).State);
        remote.Tell(trial, 1);
        Assert.Equal(TrialState.Complete, Assert.Single(local.Trials).State);
    }
}
