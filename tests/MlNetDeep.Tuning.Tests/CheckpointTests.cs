namespace MlNetDeep.Tuning.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoints").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_paused_trial_finds_what_it_left()
    {
        Study study = Study.Create(new() { CheckpointFolder = _folder, Pruner = new SuccessiveHalvingPruner(1, 2, promote: true), Seed = 1 });
        int resumed = 0;
        study.Optimize(trial =>
        {
            double x = trial.SuggestFloat("x", 0, 1);
            string file = Path.Combine(trial.CheckpointFolder, "step");
            if (trial.ResumedAfterStep is { } last)
            {
                Assert.Equal($"{trial.Number} {last}", File.ReadAllText(file));
                resumed++;
            }
            for (int step = (trial.ResumedAfterStep ?? 0) + 1; step <= 4; step++)
            {
                File.WriteAllText(file, $"{trial.Number} {step}");
                trial.Report(x, step);
                trial.ThrowIfPruned();
            }
            return x;
        }, new() { Trials = 20, Catch = _ => false });
        Assert.True(resumed > 0);
    }

    [Fact]
    public void Pruned_and_failed_trials_leave_nothing()
    {
        Study study = Study.Create(new() { Name = "a/b", CheckpointFolder = _folder });
        study.Optimize(trial =>
        {
            File.WriteAllText(Path.Combine(trial.CheckpointFolder, "weights"), "");
            return trial.Number switch { 0 => throw new TrialPrunedException(), 1 => throw new InvalidOperationException("no"), _ => trial.SuggestFloat("x", 0, 1) };
        }, new() { Trials = 3 });
        string kept = Assert.Single(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
        Assert.Equal(Path.Combine(_folder, "a%2Fb", "trial-000002", "weights"), kept);
    }

    [Fact]
    public void Without_a_folder_asking_for_one_says_what_to_set()
    {
        Trial trial = Study.Create(new()).Ask();
        Assert.Contains("CheckpointFolder", Assert.Throws<InvalidOperationException>(() => trial.CheckpointFolder).Message, StringComparison.Ordinal);
    }
}
