using System.Collections.Immutable;

namespace MlNetDeep.Tuning.Tests.Storage;

/// <summary>Contract 37: what every storage must do. A new storage joins with a class of one line.</summary>
public abstract partial class StorageConformance : IDisposable
{
    private static readonly Direction[] s_minimize = [Direction.Minimize];

    private readonly Lazy<IStudyStorage> _storage;

    protected StorageConformance() => _storage = new Lazy<IStudyStorage>(Create);

    protected IStudyStorage Storage => _storage.Value;

    public void Dispose()
    {
        if (_storage.IsValueCreated) (_storage.Value as IDisposable)?.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract IStudyStorage Create();

    protected virtual void CleanUp()
    {
    }

    [Fact]
    public void Studies_are_found_by_name_listed_and_deleted()
    {
        StudyRecord first = Storage.CreateStudy("first", [Direction.Maximize, Direction.Minimize]);
        StudyRecord second = Storage.CreateStudy("First", s_minimize);   // names are exact
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal([Direction.Maximize, Direction.Minimize], Storage.FindStudy("first")!.Directions);
        Assert.Null(Storage.FindStudy("none"));
        Assert.Equal(["first", "First"], Storage.ListStudies().Select(s => s.Name));
        Storage.AddTrial(first.Id, new TrialRecord());
        Storage.DeleteStudy("first");
        Storage.DeleteStudy("first");
        Assert.Equal(["First"], Storage.ListStudies().Select(s => s.Name));
        Assert.Throws<InvalidOperationException>(() => Storage.AddTrial(first.Id, new TrialRecord()));
        Assert.Throws<InvalidOperationException>(() => Storage.ReadTrials(first.Id, 0));
    }

    [Fact]
    public void Contract22_a_name_is_taken_once()
    {
        Storage.CreateStudy("s", s_minimize);
        Assert.Contains("'s'", Assert.Throws<DuplicateStudyException>(() => Storage.CreateStudy("s", s_minimize)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contract15_and_37_a_trial_comes_back_bit_for_bit()
    {
        long id = Storage.CreateStudy("größe 研究 '; DROP TABLE trials; --", s_minimize).Id;
        double[] odd = [0.1, 1 / 3.0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e22, 123456789.123456789];
        var trial = new TrialRecord
        {
            State = TrialState.Complete,
            Values = [.. odd],
            Parameters = new OrderedDictionary<string, ParameterValue>
            {
                ["z"] = new(new FloatDistribution(0, 1), 1 / 3.0),
                ["lr μ"] = new(new FloatDistribution(1e-320, 1, log: true), double.Epsilon * 3000),
                ["act"] = new(new CategoricalDistribution("relu", null, 1.0), 1),
                ["n"] = new(new IntDistribution(1, 9, step: 2), 3),
            },
            Fixed = new Dictionary<string, object?> { ["a"] = 1, ["b"] = 1.0, ["c"] = null, ["d"] = double.NaN, ["e"] = true, ["f"] = "x" },
            IntermediateValues = [.. odd.Select((value, i) => new IntermediateValue(i % 2, i, [value]))],
            ExecutionValues = [[.. odd], [1.0]],
            UserAttributes = new Dictionary<string, object?> { ["note"] = new string('é', 5000), ["quote\""] = "a\\b\n'" },
            Started = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero).AddTicks(9),
            Finished = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.FromHours(2)),
            Message = "went \"wrong\" ✗",
            Owner = "worker 1",
            RetryHistory = [3, 1],
            SamplerNotes = new Dictionary<string, object?> { ["tpe:generation"] = 4, ["tpe:share"] = 0.5 },
            Constraints = new Dictionary<string, double> { ["größe"] = -0.0, ["time"] = double.PositiveInfinity, ["odd"] = double.NaN },
        };
        Assert.Equal(0, Storage.AddTrial(id, trial).Number);
        TrialRecord read = Assert.Single(Storage.ReadTrials(id, 0).Trials);
        Assert.Equal(Bits(trial.Values), Bits(read.Values));
        Assert.Equal(trial.Parameters.ToList(), read.Parameters.ToList());
        Assert.Equal(trial.Fixed.OrderBy(p => p.Key, StringComparer.Ordinal), read.Fixed.OrderBy(p => p.Key, StringComparer.Ordinal));
        Assert.Equal(trial.IntermediateValues.Select(v => (v.Execution, v.Step, Bits(v.Values)[0])), read.IntermediateValues.Select(v => (v.Execution, v.Step, Bits(v.Values)[0])));
        Assert.Equal(trial.ExecutionValues.Select(Bits), read.ExecutionValues.Select(Bits));
        Assert.Equal(trial.UserAttributes, read.UserAttributes);
        Assert.Equal((trial.State, trial.Started, trial.Finished, trial.Message, trial.Owner, 1, 2), (read.State, read.Started, read.Finished, read.Message, read.Owner, read.RetryOf, read.Retries));
        Assert.Equal([3, 1], read.RetryHistory);
        Assert.Equal(trial.SamplerNotes, read.SamplerNotes);
        Assert.Equal(trial.Constraints.Select(c => (c.Key, BitConverter.DoubleToInt64Bits(c.Value))), read.Constraints.Select(c => (c.Key, BitConverter.DoubleToInt64Bits(c.Value))));
    }

    [Fact]
    public void An_empty_trial_comes_back_empty()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        Storage.AddTrial(id, new TrialRecord { State = TrialState.Waiting });
        TrialRecord read = Storage.ReadTrials(id, 0).Trials[0];
        Assert.True(read.Values.IsEmpty && read.IntermediateValues.IsEmpty && read.ExecutionValues.IsEmpty);
        Assert.True(read.Parameters.Count == 0 && read.Fixed.Count == 0 && read.UserAttributes.Count == 0);
        Assert.True(read.Started is null && read.Finished is null && read.Message is null && read.Owner is null && read.RetryOf is null);
    }

    [Fact]
    public void An_update_needs_the_expected_state_and_owner()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        TrialRecord waiting = Storage.AddTrial(id, new TrialRecord { State = TrialState.Waiting });
        TrialRecord running = waiting with { State = TrialState.Running, Owner = "a" };
        Assert.True(Storage.TryUpdateTrial(id, running, TrialState.Waiting, null));
        Assert.False(Storage.TryUpdateTrial(id, running with { Owner = "b" }, TrialState.Waiting, null));
        Assert.False(Storage.TryUpdateTrial(id, running with { State = TrialState.Failed }, TrialState.Running, "b"));
        Assert.False(Storage.TryUpdateTrial(id, running with { Number = 7 }, TrialState.Running, "a"));
        Assert.True(Storage.TryUpdateTrial(id, running with { State = TrialState.Complete, Values = [1] }, TrialState.Running, "a"));
        Assert.Equal(TrialState.Complete, Storage.ReadTrials(id, 0).Trials[0].State);
    }

    [Fact]
    public void Only_changes_are_read_again()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        long other = Storage.CreateStudy("other", s_minimize).Id;
        for (int i = 0; i < 5; i++) Storage.AddTrial(id, new TrialRecord { Owner = "a" });
        TrialChanges all = Storage.ReadTrials(id, 0);
        Assert.Equal([0, 1, 2, 3, 4], all.Trials.Select(t => t.Number));
        Storage.AddTrial(other, new TrialRecord());
        Assert.Empty(Storage.ReadTrials(id, all.Revision).Trials);
        Storage.TryUpdateTrial(id, all.Trials[3] with { State = TrialState.Failed }, TrialState.Running, "a");
        Storage.AddTrial(id, new TrialRecord());
        TrialChanges changes = Storage.ReadTrials(id, all.Revision);
        Assert.Equal([3, 5], changes.Trials.Select(t => t.Number));
        Assert.Empty(Storage.ReadTrials(id, changes.Revision).Trials);
    }

    [Fact]
    public void Study_attributes_are_set_and_replaced()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        Storage.SetStudyAttribute(id, "a", 1);
        Storage.SetStudyAttribute(id, "b", "größer");
        Storage.SetStudyAttribute(id, "a", 2.5);
        Assert.Equal(new Dictionary<string, object?> { ["a"] = 2.5, ["b"] = "größer" }, Storage.FindStudy("s")!.UserAttributes);
    }

    [Fact]
    public void Heartbeats_are_kept_for_each_worker()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
        Assert.Null(Storage.GetHeartbeat(id, "a"));
        Storage.SetHeartbeat(id, "a", at);
        Storage.SetHeartbeat(id, "a", at.AddSeconds(1));
        Storage.SetHeartbeat(id, "b", at);
        Assert.Equal(at.AddSeconds(1), Storage.GetHeartbeat(id, "a"));
        Storage.SetHeartbeat(id, "a", null);
        Assert.Null(Storage.GetHeartbeat(id, "a"));
        Assert.Equal(at, Storage.GetHeartbeat(id, "b"));
    }

    [Fact]
    public void Contract21_numbers_are_consecutive_and_unique_under_concurrent_creation()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        int[] numbers = InParallel(4, _ => Enumerable.Range(0, 25).Select(_ => Storage.AddTrial(id, new TrialRecord()).Number).ToArray());
        Assert.Equal(Enumerable.Range(0, 100), numbers.Order());
        Assert.Equal(Enumerable.Range(0, 100), Storage.ReadTrials(id, 0).Trials.Select(t => t.Number));
    }

    [Fact]
    public void Contract20_a_waiting_trial_is_taken_exactly_once()
    {
        long id = Storage.CreateStudy("s", s_minimize).Id;
        TrialRecord[] waiting = [.. Enumerable.Range(0, 20).Select(_ => Storage.AddTrial(id, new TrialRecord { State = TrialState.Waiting }))];
        int[] taken = InParallel(4, worker => waiting.Where(t => Storage.TryUpdateTrial(id, t with { State = TrialState.Running, Owner = $"{worker}" }, TrialState.Waiting, null)).Select(t => t.Number).ToArray());
        Assert.Equal(Enumerable.Range(0, 20), taken.Order());
    }

    private static long[] Bits(ImmutableArray<double> values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];

    protected static int[] InParallel(int workers, Func<int, int[]> work)
    {
        Task<int[]>[] tasks = [.. Enumerable.Range(0, workers).Select(worker => Task.Factory.StartNew(() => work(worker), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        return [.. tasks.SelectMany(task => task.GetAwaiter().GetResult())];
    }
}
