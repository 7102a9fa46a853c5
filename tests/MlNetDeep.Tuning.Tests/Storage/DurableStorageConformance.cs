namespace MlNetDeep.Tuning.Tests.Storage;

/// <summary>What every storage must do that outlives its process and is shared by several: <see cref="StorageConformance.Create"/> opens the same place each time.</summary>
public abstract class DurableStorageConformance : StorageConformance
{
    [Fact]
    public void Studies_outlive_the_storage()
    {
        Open(storage =>
        {
            Study study = Study.Open(new() { Name = "größe ✓", Storage = storage, Seed = 3 });
            study.Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 3 });
            study.SetUserAttribute("note", "a\nb");
            storage.CreateStudy("gone", [Direction.Maximize]);
            storage.DeleteStudy("gone");
        });
        Open(storage =>
        {
            Study study = Study.Open(new() { Name = "größe ✓", Storage = storage, Seed = 3 });
            Assert.Equal("a\nb", study.UserAttributes["note"]);
            Assert.Equal(["größe ✓"], storage.ListStudies().Select(s => s.Name));
            study.Optimize(t => t.SuggestFloat("x", 0, 1), new() { TotalTrials = 5 });
            Study whole = Study.Create(new() { Seed = 3 });
            whole.Optimize(t => t.SuggestFloat("x", 0, 1), new() { Trials = 5 });
            Assert.Equal(whole.Trials.Select(t => t.Value), study.Trials.Select(t => t.Value));   // Contract 34: resuming changes nothing
            Assert.Equal(3, storage.CreateStudy("third", [Direction.Minimize]).Id);   // not the id of the deleted one
        });
    }

    [Fact]
    public void What_one_storage_writes_another_one_reads_at_once()
    {
        IStudyStorage other = Create();
        try
        {
            StudyRecord study = Storage.CreateStudy("s", [Direction.Minimize]);
            Assert.Equal(study.Id, other.FindStudy("s")!.Id);
            Storage.AddTrial(study.Id, new TrialRecord { Owner = "a" });
            TrialChanges seen = other.ReadTrials(study.Id, 0);
            Assert.Equal("a", Assert.Single(seen.Trials).Owner);
            Assert.True(other.TryUpdateTrial(study.Id, seen.Trials[0] with { State = TrialState.Complete, Values = [1] }, TrialState.Running, "a"));
            Assert.False(Storage.TryUpdateTrial(study.Id, seen.Trials[0] with { State = TrialState.Failed }, TrialState.Running, "a"));
            Assert.Equal(1, other.AddTrial(study.Id, new TrialRecord()).Number);
            Assert.Equal(2, Storage.AddTrial(study.Id, new TrialRecord()).Number);
            Assert.Equal([1, 2], Storage.ReadTrials(study.Id, Storage.ReadTrials(study.Id, 0).Revision - 2).Trials.Select(t => t.Number));
            other.SetHeartbeat(study.Id, "b", DateTimeOffset.UnixEpoch);
            Assert.Equal(DateTimeOffset.UnixEpoch, Storage.GetHeartbeat(study.Id, "b"));
            other.SetStudyAttribute(study.Id, "k", 1);
            Storage.SetStudyAttribute(study.Id, "l", 2);
            Assert.Equal(2, other.FindStudy("s")!.UserAttributes.Count);
            other.DeleteStudy("s");
            Assert.Throws<InvalidOperationException>(() => Storage.AddTrial(study.Id, new TrialRecord()));
        }
        finally
        {
            (other as IDisposable)?.Dispose();
        }
    }

    [Fact]
    public void A_new_place_is_set_up_once_however_many_open_it()
    {
        InParallel(6, worker =>
        {
            Open(storage => Study.Open(new() { Name = "s", Storage = storage }).Enqueue(new Dictionary<string, object?> { ["worker"] = worker }));
            return [];
        });
        Assert.Equal(Enumerable.Range(0, 6), Study.Open(new() { Name = "s", Storage = Storage }).Trials.Select(t => (int)t.Fixed["worker"]!).Order());
    }

    [Fact]
    public void Contract20_and_21_several_storages_share_a_study_and_reach_its_number_of_trials_exactly()
    {
        Study shared = Study.Open(new() { Name = "s", Storage = Storage });
        for (int i = 0; i < 6; i++) shared.Enqueue(new Dictionary<string, object?> { ["x"] = i / 10.0 });
        InParallel(4, _ =>
        {
            Open(storage => Study.Open(new() { Name = "s", Storage = storage, Pruner = new MedianPruner() }).Optimize(trial =>
            {
                double x = trial.SuggestFloat("x", 0, 1);
                for (int step = 0; step < 3; step++)
                {
                    trial.Report(x, step);
                    trial.ThrowIfPruned();
                }
                return x;
            }, new() { TotalTrials = 40 }));
            return [];
        });
        Assert.Equal(Enumerable.Range(0, 40), shared.Trials.Select(t => t.Number));
        Assert.All(shared.Trials, t => Assert.True(t.State is TrialState.Complete or TrialState.Pruned, t.Message));
        Assert.Equal(40, shared.Trials.Select(t => t.Parameters["x"].Internal).Distinct().Count());
    }

    [Fact]
    public void A_closed_storage_says_so()
    {
        IStudyStorage storage = Create();
        ((IDisposable)storage).Dispose();
        ((IDisposable)storage).Dispose();
        Assert.Throws<ObjectDisposedException>(() => storage.CreateStudy("s", [Direction.Minimize]));
        Assert.Throws<ObjectDisposedException>(() => storage.FindStudy("s"));
    }

    private void Open(Action<IStudyStorage> use)
    {
        IStudyStorage storage = Create();
        try
        {
            use(storage);
        }
        finally
        {
            (storage as IDisposable)?.Dispose();
        }
    }
}
