using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Runs the network of the README as it stands there, in a folder of its own.</summary>
[Collection(Alone.Name)]
public sealed class ReadmeExampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdeep-readme").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Train(Dataset training, Dataset validation, TextWriter console)
    {
        Console.SetOut(console);
        #region readme
        Network network = Network.Sequential([32, 32, 3],
        [
            new Conv2D(32, 3) { Padding = Padding.Same, Activation = "relu" },
            new MaxPool2D(2),
            new Flatten(),
            new Dense(10),
        ]);
        var trainer = new Trainer(network, "softmax_cross_entropy", new Adam(1e-3f)) { Metrics = ["accuracy", "f1"] };
        History history = trainer.Fit(training, new TrainingOptions { Epochs = 20, BatchSize = 64 }, validation,
            [new EarlyStopping { Patience = 3 }, new BackupAndRestore("backup.zip"), new ProgressBar()]);
        NetworkFile.Save(network, "network.zip");
        #endregion
        Assert.True(history["val_accuracy"][^1] > 0.5);
        Assert.Contains("val_f1", history.Epochs[^1].Values.Keys);
    }

    [Fact]
    public void The_network_of_the_README_trains_and_is_saved()
    {
        string before = Environment.CurrentDirectory;
        TextWriter console = Console.Out;
        using var output = new StringWriter();
        try
        {
            Environment.CurrentDirectory = _folder;
            Train(Colors(200), Colors(60), output);
        }
        finally
        {
            Console.SetOut(console);
            Environment.CurrentDirectory = before;
        }
        NetworkFile.Load(Path.Combine(_folder, "network.zip"));
        Assert.False(File.Exists(Path.Combine(_folder, "backup.zip")));
        Assert.NotEmpty(output.ToString());
    }

    [Fact]
    public void The_code_stands_in_the_README()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "MlNetDeep.Networks.Tests", "ReadmeExampleTests.cs")).ReplaceLineEndings("\n");
        string[] region = source.Split("#region readme\n")[1].Split("\n        #endregion")[0].Split('\n');
        string code = string.Join('\n', region.Select(line => line.Length >= 8 ? line[8..] : line));
        Assert.Contains(code, File.ReadAllText(Path.Combine(Repository.Root, "README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static TensorDataset Colors(int count)
    {
        Tensors.Tensor images = TestData.Random([count, 32, 32, 3], (ulong)count, 0, 0.2f);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 10)];
        for (int i = 0; i < images.Count; i += 3) images.Span[i] += labels[i / 3072] / 10f;
        return new TensorDataset(images, labels);
    }
}
