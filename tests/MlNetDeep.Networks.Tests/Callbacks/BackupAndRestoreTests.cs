namespace MlNetDeep.Networks.Tests;

public sealed class BackupAndRestoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlnetdeep-backup").FullName;

    private static readonly TrainingOptions s_options = new()
    {
        Epochs = 6,
        BatchSize = 7,
        Seed = 3,
        AccumulatedBatches = 2,
        WeightAverageDecay = 0.9f,
        Mixup = 0.2f,
        LearningRateSchedule = new OneCycleSchedule(),
    };

    private string Path => System.IO.Path.Combine(_folder, "backup.zip");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Network Build() => Network.Sequential(
        [2], [new Dense(16) { KernelRegularizer = "l2(0.001)" }, new BatchNorm { Activation = "relu" }, new Dropout(0.2f), new Dense(3)], seed: 4);

    private sealed class KilledException : Exception;

    private static (Network Network, History? History) Train(string? path, int killInEpoch = 0, TrainingOptions? options = null, Func<Optimizer>? optimizer = null)
    {
        Network network = Build();
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), optimizer?.Invoke() ?? new Nadam(0.01f));
        var kill = new LambdaCallback
        {
            BatchEnd = context =>
            {
                if (context.Epoch == killInEpoch && context.Batch == 2) throw new KilledException();
            },
        };
        List<Callback> callbacks = [kill, new EarlyStopping { Patience = 3 }];
        if (path is not null) callbacks.Add(new BackupAndRestore(path));
        try
        {
            return (network, trainer.Fit(TestData.Blobs(60, 3, 1), options ?? s_options, TestData.Blobs(40, 3, 2), callbacks));
        }
        catch (KilledException)
        {
            return (network, null);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_training_that_was_killed_goes_on_bit_for_bit(int killInEpoch)
    {
        (Network expected, History? uninterrupted) = Train(null);
        Assert.Null(Train(Path, killInEpoch).History);
        Assert.True(File.Exists(Path));
        (Network resumed, History? history) = Train(Path);

        TestData.AssertSameBits(expected, resumed);
        Assert.Equal(uninterrupted!.Epochs.Select(epoch => epoch.Values), history!.Epochs.Select(epoch => epoch.Values));
        Assert.Equal(uninterrupted.Epochs.Select(epoch => epoch.LearningRate), history.Epochs.Select(epoch => epoch.LearningRate));
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void A_training_can_be_killed_again_and_again()
    {
        (Network expected, _) = Train(null);
        foreach (int epoch in (int[])[2, 3, 5]) Assert.Null(Train(Path, epoch).History);
        TestData.AssertSameBits(expected, Train(Path).Network);
    }

    [Fact]
    public void A_training_without_a_schedule_may_be_lengthened()
    {
        TrainingOptions options = s_options with { LearningRateSchedule = null };
        (Network expected, _) = Train(null, options: options with { Epochs = 8 });
        Train(Path, killInEpoch: 4, options);
        TestData.AssertSameBits(expected, Train(Path, options: options with { Epochs = 8 }).Network);
    }

    [Fact]
    public void What_would_fail_at_the_first_backup_fails_before_the_first_epoch()
    {
        string nested = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "runs", "a", "backup.zip");
        Train(nested, killInEpoch: 3);
        Assert.True(File.Exists(nested));
        int epochs = 0;
        var count = new LambdaCallback { EpochEnd = _ => epochs++ };
        var trainer = new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), new Sgd());
        Assert.Contains("needs the path of a file", Assert.Throws<ArgumentException>(() => trainer.Fit(TestData.Blobs(60, 3, 1), s_options, null, [count, new BackupAndRestore(" ")])).Message, StringComparison.Ordinal);
        Assert.Equal(0, epochs);
    }

    [Fact]
    public void The_backup_is_a_network_file_too()
    {
        Train(Path, killInEpoch: 3);
        Network loaded = NetworkFile.Load(Path);
        Assert.Equal(Build().Summary(), loaded.Summary());
        var optimizer = new Nadam();
        NetworkFile.RestoreOptimizer(Path, loaded, optimizer);
        Assert.NotEqual(0.001f, optimizer.LearningRate);
    }

    [Fact]
    public void The_backup_of_another_training_is_refused_and_nothing_changes()
    {
        Train(Path, killInEpoch: 3);
        byte[] before = File.ReadAllBytes(Path);
        AssertRefused("with BatchSize 7, this one has 8", () => Train(Path, options: s_options with { BatchSize = 8 }));
        AssertRefused("with Epochs 6, this one has 7", () => Train(Path, options: s_options with { Epochs = 7 }));
        AssertRefused("with LearningRateSchedule OneCycleSchedule 0.04", () => Train(Path, options: s_options with { LearningRateSchedule = new OneCycleSchedule { RisingShare = 0.4f } }));
        AssertRefused("with optimizer Nadam (LearningRate", () => Train(Path, optimizer: () => new Sgd(0.1f)));
        AssertRefused("this one has Nadam (LearningRate 0.5,", () => Train(Path, optimizer: () => new Nadam(0.5f)));
        Network other = TestData.Mlp(2, 3);
        IReadOnlyDictionary<string, float[]> weights = other.GetWeights();
        var trainer = new Trainer(other, new SoftmaxCrossEntropy(), new Nadam(0.01f));
        AssertRefused("with the callbacks LambdaCallback, EarlyStopping, BackupAndRestore", () => trainer.Fit(TestData.Blobs(60, 3, 1), s_options, null, [new BackupAndRestore(Path)]));
        AssertRefused("of another network", () => trainer.Fit(TestData.Blobs(60, 3, 1), s_options, TestData.Blobs(9, 3, 1), [new LambdaCallback(), new EarlyStopping(), new BackupAndRestore(Path)]));
        Assert.Equal(weights.Values, other.GetWeights().Values);
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void A_damaged_backup_is_refused()
    {
        Train(Path, killInEpoch: 3);
        byte[] bytes = File.ReadAllBytes(Path);
        File.WriteAllBytes(Path, bytes[..(bytes.Length / 2)]);
        AssertRefused("was cut short", () => Train(Path));
        bytes[bytes.Length / 3] ^= 4;
        File.WriteAllBytes(Path, bytes);
        AssertRefused("is damaged", () => Train(Path));
        NetworkFile.Save(TestData.Mlp(2, 3), Path);
        AssertRefused("is no backup of a training", () => Train(Path));
    }

    [Fact]
    public void A_network_is_saved_with_its_optimizer_on_request()
    {
        Network straight = Build(), first = Build();
        var options = new TrainingOptions { Epochs = 2, BatchSize = 10 };
        var one = new Adam(0.01f) { AmsGrad = true };
        new Trainer(straight, new SoftmaxCrossEntropy(), one).Fit(TestData.Blobs(60, 3, 1), options);
        new Trainer(straight, new SoftmaxCrossEntropy(), one).Fit(TestData.Blobs(60, 3, 1), options);

        var before = new Adam(0.01f) { AmsGrad = true };
        new Trainer(first, new SoftmaxCrossEntropy(), before).Fit(TestData.Blobs(60, 3, 1), options);
        NetworkFile.Save(first, Path, before);
        Network second = NetworkFile.Load(Path);
        var after = new Adam(0.5f) { AmsGrad = true };
        NetworkFile.RestoreOptimizer(Path, second, after);
        new Trainer(second, new SoftmaxCrossEntropy(), after).Fit(TestData.Blobs(60, 3, 1), options);
        TestData.AssertSameBits(straight, second);

        NetworkFile.Save(first, Path);
        AssertRefused("without the state of an optimizer", () => NetworkFile.RestoreOptimizer(Path, first, after));
    }

    private void AssertRefused(string expected, Action action)
    {
        string message = Assert.Throws<InvalidDataException>(action).Message;
        Assert.StartsWith(Path, message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
