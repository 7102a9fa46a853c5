using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

/// <summary>Runs the study of the README as it stands there, in a folder of its own.</summary>
[Collection(Alone.Name)]
public sealed class ReadmeExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_study_of_the_README_finds_a_good_rate_and_reports_it()
    {
        string before = Environment.CurrentDirectory;
        try
        {
            Environment.CurrentDirectory = _folder.Path;
            Search();
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
        using var storage = new SqliteStorage(_folder.File("study.db"));
        Study study = Study.Open(new() { Name = "digits", Storage = storage });
        Assert.Equal(40, study.Trials.Count);
        Assert.NotEmpty(study.GetTrials(TrialState.Pruned));
        Assert.Equal(2, study.BestTrial.ExecutionValues.Length);
        Assert.InRange((double)study.BestParameters["learning_rate"]!, 1e-4, 1e-1);
        Assert.True(new FileInfo(_folder.File("report.html")).Length > 10_000);
    }

    [Fact]
    public void The_code_stands_in_the_README()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "MlNetDeep.Tuning.Tests", "ReadmeExampleTests.cs")).ReplaceLineEndings("\n");
        string[] region = source.Split("#region readme\n")[1].Split("\n        #endregion")[0].Split('\n');
        string code = string.Join('\n', region.Select(line => line.Length >= 8 ? line[8..] : line));
        Assert.Contains(code, File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static void Search()
    {
        #region readme
        var study = Study.Open(new()
        {
            Name = "digits",
            Storage = new SqliteStorage("study.db"),             // goes on where it was when it is run again
            Pruner = new HyperbandPruner(maxResource: 10),
            ExecutionsPerTrial = 2,                              // the best is not the luckiest
        });
        study.Optimize(trial =>
        {
            double rate = trial.SuggestFloat("learning_rate", 1e-5, 1, log: true);
            int[] units = [.. Enumerable.Range(0, trial.SuggestInt("layers", 1, 4)).Select(i => trial.SuggestInt($"units{i}", 16, 512, log: true))];
            string activation = trial.SuggestCategorical("activation", "relu", "tanh", "gelu");
            double error = 1;
            for (int epoch = 1; epoch <= 10; epoch++)
            {
                error = Train(rate, units, activation, epoch, trial.Seed);
                trial.Report(error, epoch);
                trial.ThrowIfPruned();
            }
            return error;
        }, new() { Trials = 40, Parallelism = 2 });
        study.WriteReport("report.html");
        #endregion
    }

    private static double Train(double rate, int[] units, string activation, int epoch, int seed) =>
        0.02 + 0.1 * Math.Pow(Math.Log10(rate) + 2.5, 2) + 1.0 / units.Sum() + (activation == "tanh" ? 0.01 : 0) + Math.Exp(-epoch) + seed % 97 * 1e-5;
}
