using System.Diagnostics;
using System.Globalization;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests.Processes;

/// <summary>Programs that start themselves as workers: this test program with the arguments <c>--search</c>.</summary>
public sealed class OptimizeWithProcessesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _place;

    public OptimizeWithProcessesTests() => _place = _folder.File("studies.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Workers_share_the_trials_of_the_call_and_only_the_starter_goes_on()
    {
        Assert.Equal((0, "0 40 done, worker none\n"), Run("plain", 3));
        TrialRecord[] trials = Trials();
        Assert.Equal(40, trials.Length);
        Assert.All(trials, t => Assert.Equal(TrialState.Complete, t.State));
        Assert.All(trials, t => Assert.Contains(t.UserAttributes["worker"], new object?[] { "0 of 3", "1 of 3", "2 of 3" }));
    }

    [Fact]
    public void Each_call_of_a_program_has_workers_of_its_own()
    {
        Assert.Equal((0, "7 40 done, worker none\n"), Run("two", 2));
        Assert.Equal(40, Trials().Length);
    }

    [Fact]
    public void A_worker_that_dies_is_started_again_and_its_trial_repeated()
    {
        (int exitCode, string output) = Run("crash", 2);
        Assert.Equal((0, "0 40 done, worker none\n"), (exitCode, output));
        TrialRecord[] trials = Trials();
        Assert.Equal([5, 11], trials.Where(t => t.State == TrialState.Failed).Select(t => t.Number));
        Assert.Equal([5, 11], trials.Where(t => t.RetryOf is not null).Select(t => t.RetryOf!.Value));
        Assert.Equal(38, trials.Count(t => t.State == TrialState.Complete));
    }

    [Fact]
    public void Workers_that_keep_dying_end_the_search()
    {
        (int exitCode, string output) = Run("crash always", 2);
        Assert.Equal(3, exitCode);
        Assert.Matches("^worker [01] of study 'shared' ended 4 times before the search did, last with exit code 137\n$", output);
        Assert.All(Trials().Where(t => t.State != TrialState.Waiting), t => Assert.Equal(TrialState.Failed, t.State));
    }

    [Fact]
    public void Stopping_one_worker_stops_all()
    {
        (int exitCode, string output) = Run("stop", 2);   // a search without a limit
        Assert.Equal(0, exitCode);
        Assert.EndsWith("done, worker none\n", output, StringComparison.Ordinal);
        Assert.True(Trials().Length >= 7);
        Assert.All(Trials(), t => Assert.Equal(TrialState.Complete, t.State));
    }

    [Fact]
    public void An_exception_that_ends_a_workers_search_reaches_the_starter()
    {
        (int exitCode, string output) = Run("throw", 2);
        Assert.Equal(3, exitCode);
        Assert.Matches("^worker [01] of study 'shared': TooManyFailuresException: 3 trials of study 'shared' failed one after the other", output);
        Assert.Contains("no luck", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_interrupts_the_trials_which_wait_for_the_next_search(string signal)
    {
        using Process search = Started("endless");
        using Process kill = Process.Start("kill", [$"-{signal}", search.Id.ToString(CultureInfo.InvariantCulture)]);
        (int exitCode, string output) = End(search);
        Assert.Equal(0, exitCode);
        Assert.EndsWith("done, worker none\n", output, StringComparison.Ordinal);
        Assert.All(Trials(), t => Assert.True(t.State is TrialState.Complete or TrialState.Waiting, $"{t.Number} {t.State} {t.Message}"));
    }

    [Fact]
    public void Workers_of_a_killed_program_interrupt_themselves()
    {
        using Process search = Started("endless");
        search.Kill();
        // The output ends when the last worker has ended.
        Assert.NotEqual(0, End(search).ExitCode);
        Assert.All(Trials(), t => Assert.True(t.State is TrialState.Complete or TrialState.Waiting, $"{t.Number} {t.State} {t.Message}"));
    }

    [Fact]
    public void A_study_in_memory_and_odd_options_are_refused()
    {
        Study study = Study.Create(new());
        Assert.Contains("study 'study' is kept in memory, which processes do not share", Assert.Throws<InvalidOperationException>(() => study.OptimizeWithProcesses(2, _ => 1.0, new() { Trials = 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => study.OptimizeWithProcesses(0, _ => 1.0, new() { Trials = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => study.OptimizeWithProcesses(1, _ => 1.0, new() { Trials = 1 }, new() { MaxRestarts = -1 }));
        Assert.Equal((null, 1), (WorkerProcess.Index, WorkerProcess.Count));
    }

    private (int ExitCode, string Output) Run(string what, int processes)
    {
        using Process search = WorkerTool.StartSearch(what, _place, processes);
        return End(search);
    }

    private static (int ExitCode, string Output) End(Process search)
    {
        Task<string> errors = search.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = search.StandardOutput.ReadToEnd();
        Assert.Equal("", errors.GetAwaiter().GetResult());
        Assert.True(search.WaitForExit(TimeSpan.FromMinutes(1)), "the search hangs");
        return (search.ExitCode, output);
    }

    private Process Started(string what)
    {
        using var storage = new SqliteStorage(_place);
        Process search = WorkerTool.StartSearch(what, _place, 2);
        Study study = Study.Open(WorkerTool.Options(storage));
        var wait = Stopwatch.StartNew();
        while (study.GetTrials(TrialState.Complete).Count < 10 && wait.Elapsed < TimeSpan.FromMinutes(1)) Thread.Yield();
        return search;
    }

    private TrialRecord[] Trials()
    {
        using var storage = new SqliteStorage(_place);
        return [.. Study.Open(WorkerTool.Options(storage)).Trials];
    }
}
