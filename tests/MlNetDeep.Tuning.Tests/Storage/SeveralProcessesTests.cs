using System.Diagnostics;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests.Storage;

/// <summary>Real processes on one file: they share a study, and any of them may be killed at any moment.</summary>
public sealed class SeveralProcessesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("studies.db")]
    [InlineData("studies.journal")]
    public void Contract37_four_processes_do_400_trials_without_an_error_a_duplicate_or_a_loss(string file)
    {
        string place = _folder.File(file);
        Process[] workers = [.. Enumerable.Range(0, 4).Select(_ => WorkerTool.Start(place, 400))];
        foreach (Process worker in workers)
        {
            WorkerTool.Await(worker);
            worker.Dispose();
        }
        IStudyStorage storage = WorkerTool.Open(place);
        using (storage as IDisposable)
        {
            IReadOnlyList<TrialRecord> trials = Study.Open(WorkerTool.Options(storage)).Trials;
            Assert.Equal(Enumerable.Range(0, 400), trials.Select(t => t.Number));
            Assert.All(trials, t => Assert.Equal((TrialState.Complete, 3), (t.State, t.IntermediateValues.Length)));
            Assert.Equal(400, trials.Select(t => t.Value).Distinct().Count());
        }
    }

    [Theory]
    [InlineData("studies.db", 5)]
    [InlineData("studies.journal", 5)]
    public void Contract38_killing_a_worker_at_any_moment_loses_its_running_trial_which_is_repeated(string file, int kills)
    {
        string place = _folder.File(file);
        IStudyStorage storage = WorkerTool.Open(place);
        using (storage as IDisposable)
        {
            Study study = Study.Open(WorkerTool.Options(storage));
            var known = new List<TrialRecord>();
            for (int kill = 0; kill < kills; kill++)
            {
                using Process worker = WorkerTool.Start(place, 1_000_000);
                int before = known.Count;
                var wait = Stopwatch.StartNew();
                while (study.Trials.Count <= before + kill * 7 && wait.Elapsed < TimeSpan.FromMinutes(1)) Thread.Yield();
                worker.Kill();
                worker.WaitForExit();

                IStudyStorage reader = WorkerTool.Open(place);
                using (reader as IDisposable)
                {
                    IReadOnlyList<TrialRecord> now = Study.Open(WorkerTool.Options(reader)).Trials;
                    Assert.Equal(Enumerable.Range(0, now.Count), now.Select(t => t.Number));
                    Assert.True(now.Count > before, "the worker did nothing before it was killed");
                    Assert.InRange(now.Count(t => t.State == TrialState.Running), 0, 1);
                    Assert.All(known.Where(t => t.IsFinished), t => Assert.Equal((t.State, t.Value), (now[t.Number].State, now[t.Number].Value)));
                    known = [.. now];
                }
            }
            int completed = known.Count(t => t.State == TrialState.Complete);
            study.Optimize(WorkerTool.Evaluate, new() { TotalTrials = completed + 3 });
            TrialRecord[] lost = [.. study.GetTrials(TrialState.Failed)];
            Assert.InRange(lost.Length, 0, kills);
            foreach (TrialRecord trial in lost)
            {
                TrialRecord repetition = Assert.Single(study.Trials, t => t.RetryOf == trial.Number);
                // One that was killed too before it asked for its parameters has them prescribed.
                foreach ((string name, ParameterValue parameter) in trial.Parameters)
                    Assert.Equal(parameter.Value, repetition.Parameters.TryGetValue(name, out ParameterValue again) ? again.Value : repetition.Fixed[name]);
            }
            Assert.Empty(study.GetTrials(TrialState.Running, TrialState.Waiting));
            Assert.Equal(completed + 3, study.GetTrials(TrialState.Complete).Count);
        }
    }
}
