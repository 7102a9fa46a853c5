namespace MlNetDeep.Networks.Tests;

public class CallbackTests
{
    private static Trainer NewTrainer() => new(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), new Adam(0.01f));

    [Fact]
    public void Callbacks_are_called_in_order()
    {
        var calls = new List<string>();
        var watch = new LambdaCallback
        {
            TrainBegin = _ => calls.Add("begin"),
            EpochBegin = c => calls.Add($"epoch {c.Epoch}"),
            BatchEnd = c => calls.Add($"batch {c.Batch}/{c.BatchesPerEpoch} step {c.Step}"),
            EpochEnd = c => calls.Add($"end {c.History.Count}"),
            TrainEnd = c => calls.Add($"{c.Outcome}"),
        };
        NewTrainer().Fit(TestData.Blobs(12, 3, 1), new TrainingOptions { Epochs = 2, BatchSize = 8 }, null, [watch]);
        Assert.Equal(["begin", "epoch 1", "batch 1/2 step 1", "batch 2/2 step 2", "end 1", "epoch 2", "batch 1/2 step 3", "batch 2/2 step 4", "end 2", "Completed"], calls);
    }

    [Fact]
    public void A_validation_is_between_the_last_batch_and_the_end_of_the_epoch()
    {
        var calls = new List<string>();
        var watch = new LambdaCallback
        {
            BatchEnd = c => calls.Add($"batch {c.Batch} of {c.SamplesPerEpoch} samples"),
            ValidationBegin = c => calls.Add($"validation {c.History.Count}"),
            ValidationEnd = c => calls.Add($"validated {c.History.Count}"),
            EpochEnd = c => calls.Add($"end {c.History.Count}"),
        };
        NewTrainer().Fit(TestData.Blobs(12, 3, 1), new TrainingOptions { Epochs = 1 }, TestData.Blobs(12, 3, 2), [watch]);
        Assert.Equal(["batch 1 of 12 samples", "validation 0", "validated 0", "end 1"], calls);
    }

    [Fact]
    public void Progress_reports_batches_and_epochs()
    {
        var reports = new List<TrainingProgress>();
        History history = NewTrainer().Fit(TestData.Blobs(12, 3, 1), new TrainingOptions { Epochs = 2, BatchSize = 6 }, null, [new ProgressCallback(reports.Add)]);
        Assert.Equal(6, reports.Count);
        Assert.Equal((2, 2, 2, 2), (reports[5].Epoch, reports[5].Epochs, reports[5].Batch, reports[5].Batches));
        Assert.Equal(history.Epochs[1], reports[5].Result);
        Assert.Equal(history.Epochs[1].Loss, reports[5].Loss);
        Assert.Null(reports[4].Result);
    }

    [Fact]
    public void Early_stopping_stops_and_restores_the_best()
    {
        // The loss of a fixed random task is set from outside through the learning rate: it explodes after epoch 3.
        Trainer trainer = NewTrainer();
        IReadOnlyDictionary<string, float[]>? third = null;
        var spoil = new LambdaCallback
        {
            EpochBegin = context => context.Optimizer.LearningRate = context.Epoch > 3 ? 1 : 0.01f,
            EpochEnd = context => third = context.Epoch == 3 ? context.Network.GetWeights() : third,
        };
        var early = new EarlyStopping { Patience = 2 };
        History history = trainer.Fit(TestData.Blobs(60, 3, 1), new TrainingOptions { Epochs = 50 }, TestData.Blobs(60, 3, 2), [spoil, early]);
        Assert.Equal((5, 3), (history.Epochs.Count, early.BestEpoch));
        Assert.Equal(history.Epochs[2].ValidationLoss, early.BestValue);
        Assert.Equal(third!.Values, trainer.Network.GetWeights().Values);
        Assert.StartsWith("val_loss has not improved for 2 epochs; the best is 0.", history.StopReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Early_stopping_restores_after_a_cancellation_too()
    {
        using var source = new CancellationTokenSource();
        Trainer trainer = NewTrainer();
        IReadOnlyDictionary<string, float[]>? first = null;
        var watch = new LambdaCallback
        {
            EpochEnd = context => first ??= context.Network.GetWeights(),
            BatchEnd = context =>
            {
                if (context.Epoch == 2) source.Cancel();
            },
        };
        History history = trainer.Fit(TestData.Blobs(60, 3, 1), null, TestData.Blobs(60, 3, 2), [watch, new EarlyStopping()], source.Token);
        Assert.Equal(TrainingOutcome.Canceled, history.Outcome);
        Assert.Equal(first!.Values, trainer.Network.GetWeights().Values);
    }

    [Fact]
    public void Early_stopping_knows_that_accuracy_should_rise_and_counts_small_changes_as_none()
    {
        var rising = new EarlyStopping { Monitor = "accuracy", Patience = 1, MinDelta = 0.9 };
        History history = NewTrainer().Fit(TestData.Blobs(60, 3, 1), new TrainingOptions { Epochs = 10 }, null, [rising]);
        Assert.Equal((2, 1), (history.Epochs.Count, rising.BestEpoch));
        var falling = new EarlyStopping { Monitor = "accuracy", Mode = MonitorMode.Min, Patience = 2, RestoreBestWeights = false };
        NewTrainer().Fit(TestData.Blobs(60, 3, 1), new TrainingOptions { Epochs = 10 }, null, [falling]);
        Assert.True(falling.BestEpoch < 10);
    }

    [Fact]
    public void Monitoring_what_is_not_there_names_what_is()
    {
        string message = Assert.Throws<ArgumentException>(() => NewTrainer().Fit(TestData.Blobs(6, 3, 1), null, null, [new EarlyStopping()])).Message;
        Assert.Equal("EarlyStopping monitors 'val_loss', but an epoch reports loss, accuracy; give a validation set", message);
        message = Assert.Throws<ArgumentException>(() => NewTrainer().Fit(TestData.Blobs(6, 3, 1), null, null, [new EarlyStopping { Patience = 0 }])).Message;
        Assert.Equal("EarlyStopping.Patience must be at least 1, is 0", message);
    }

    [Fact]
    public void Pruning_reports_and_stops()
    {
        var reports = new List<(int, double)>();
        var prune = new PruningCallback("val_accuracy", (epoch, value) => reports.Add((epoch, value)), () => reports.Count == 3);
        History history = NewTrainer().Fit(TestData.Blobs(30, 3, 1), null, TestData.Blobs(30, 3, 2), [prune]);
        Assert.True(prune.Pruned);
        Assert.Equal("pruned after epoch 3", history.StopReason);
        Assert.Equal(history.Epochs.Select(e => (e.Epoch, e.ValidationAccuracy!.Value)), reports);
    }

    [Fact]
    public void A_stop_within_an_epoch_ends_it()
    {
        var stop = new LambdaCallback
        {
            BatchEnd = context =>
            {
                if (context.Step == 3) context.RequestStop("enough");
            },
        };
        History history = NewTrainer().Fit(TestData.Blobs(40, 3, 1), new TrainingOptions { BatchSize = 10 }, null, [stop]);
        Assert.Empty(history.Epochs);
        Assert.Equal("enough", history.StopReason);
    }
}
