namespace MlNetDeep.Networks.Tests;

/// <summary>A small training whose metric <c>score</c> (and <c>val_score</c>) has a given value in each epoch, and which can be killed.</summary>
internal static class ScriptedTraining
{
    public static readonly TrainingOptions Options = new() { Epochs = 6, BatchSize = 20, Seed = 3 };

    public static Network Build() =>
        Network.Sequential([2], [new Dense(8) { Name = "first" }, new BatchNorm { Activation = "relu", Name = "norm" }, new Dropout(0.2f), new Dense(3) { Name = "last" }], seed: 4);

    /// <summary>Trains as many epochs as there are scores, else as the options say.</summary>
    public static (Network Network, History? History) Run(
        IReadOnlyList<Callback> callbacks, double[]? scores = null, TrainingOptions? options = null, bool validates = true, int killInEpoch = 0, Network? network = null)
    {
        var script = new Script(scores);
        var watch = new LambdaCallback
        {
            EpochBegin = context => script.Epoch = context.Epoch,
            BatchEnd = context =>
            {
                if (context.Epoch == killInEpoch && context.Batch == 2) throw new KilledException();
            },
        };
        network ??= Build();
        options ??= Options;
        if (scores is not null) options = options with { Epochs = scores.Length };
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f)) { Metrics = [script] };
        try
        {
            return (network, trainer.Fit(TestData.Blobs(60, 3, 1), options, validates ? TestData.Blobs(30, 3, 2) : null, [watch, .. callbacks]));
        }
        catch (KilledException)
        {
            return (network, null);
        }
    }

    /// <summary>
    /// Trains without an interruption, and with a kill in an epoch and another run after it; the weights, values and learning rates must be
    /// the same. Gives the callback of the uninterrupted training and that of the resumed one.
    /// </summary>
    public static (T Straight, T Resumed) AssertResumes<T>(Func<T> create, double[]? scores = null, int killInEpoch = 4, TrainingOptions? options = null)
        where T : Callback
    {
        string folder = Directory.CreateTempSubdirectory("mlnetdeep-callback").FullName;
        try
        {
            string path = Path.Combine(folder, "backup.zip");
            T straight = create(), resumed = create();
            (Network expected, History? uninterrupted) = Run([straight], scores, options);
            Assert.Null(Run([create(), new BackupAndRestore(path)], scores, options, killInEpoch: killInEpoch).History);
            (Network actual, History? history) = Run([resumed, new BackupAndRestore(path)], scores, options);

            TestData.AssertSameBits(expected, actual);
            Assert.Equal(uninterrupted!.Epochs.Select(epoch => epoch.Values), history!.Epochs.Select(epoch => epoch.Values));
            Assert.Equal(uninterrupted.Epochs.Select(epoch => epoch.LearningRate), history.Epochs.Select(epoch => epoch.LearningRate));
            Assert.Equal((uninterrupted.StopReason, uninterrupted.Outcome), (history.StopReason, history.Outcome));
            return (straight, resumed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The message of the exception with which a training is refused.</summary>
    public static string Refusal<T>(Callback callback, TrainingOptions? options = null, bool validates = true) where T : Exception =>
        Assert.Throws<T>(() => Run([callback], options: options, validates: validates)).Message;

    private sealed class KilledException : Exception;

    private sealed class Script(double[]? scores) : MeanMetric
    {
        public int Epoch { get; set; }

        public override string Name => "score";

        public override double Compute(MlNetDeep.Tensors.Tensor output, Batch batch) => scores is null ? 0 : scores[Epoch - 1];
    }
}
