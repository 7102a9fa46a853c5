namespace MlNetDeep.Networks.Tests;

public class EarlyStoppingTests
{
    private static EarlyStopping Watch => new() { Monitor = "val_score", Mode = MonitorMode.Max, Patience = 2 };

    private static (EarlyStopping Callback, History History) Run(EarlyStopping callback, params double[] scores) =>
        (callback, ScriptedTraining.Run([callback], scores).History!);

    [Fact]
    public void A_nan_in_the_first_epoch_is_not_the_best()
    {
        (EarlyStopping early, History history) = Run(Watch, double.NaN, 1, 2, 1, 1, 1);
        Assert.Equal((3, 2.0, 5), (early.BestEpoch, early.BestValue, history.Epochs.Count));
    }

    [Fact]
    public void Nothing_but_nan_ends_the_training_and_restores_nothing()
    {
        (EarlyStopping early, History history) = Run(Watch, double.NaN, double.NaN, double.NaN);
        Assert.Equal((0, 2), (early.BestEpoch, history.Epochs.Count));
        Assert.Equal("val_score has not improved for 2 epochs; no epoch had a number", history.StopReason);
    }

    [Fact]
    public void Without_reaching_the_baseline_patience_runs_out()
    {
        (EarlyStopping early, History history) = Run(new() { Monitor = "val_score", Mode = MonitorMode.Max, Patience = 3, Baseline = 5 }, 1, 2, 2, 4, 3, 6);
        Assert.Equal((2, 3), (early.BestEpoch, history.Epochs.Count));
        Assert.Equal("val_score has not improved on the baseline of 5 for 3 epochs; the best is 2 in epoch 2", history.StopReason);

        (_, history) = Run(new() { Monitor = "val_score", Mode = MonitorMode.Max, Patience = 3, Baseline = 5 }, 1, 6, 7, 5, 5, 5, 8);
        Assert.Equal(6, history.Epochs.Count);
    }

    [Fact]
    public void A_training_that_still_improves_goes_on_below_the_baseline()
    {
        (EarlyStopping early, History history) = Run(new() { Monitor = "val_score", Mode = MonitorMode.Max, Patience = 3, Baseline = 5 }, 1, 2, 3, 4, 5, 6);
        Assert.Equal((6, 6), (early.BestEpoch, history.Epochs.Count));
        Assert.Null(history.StopReason);
    }

    [Fact]
    public void Epochs_before_the_start_are_not_looked_at()
    {
        (EarlyStopping early, History history) = Run(new() { Monitor = "val_score", Mode = MonitorMode.Max, Patience = 2, StartFromEpoch = 3 }, 9, 8, 7, 1, 2, 0, 0, 0);
        Assert.Equal((5, 7), (early.BestEpoch, history.Epochs.Count));
    }

    [Fact]
    public void As_in_keras_the_first_epoch_never_ends_a_training()
    {
        (_, History history) = Run(new() { Monitor = "val_score", Mode = MonitorMode.Max, Patience = 1, Baseline = 5 }, 1, 6, 7, 7);
        Assert.Equal(4, history.Epochs.Count);
    }

    [Fact]
    public void A_resumed_training_has_the_same_best()
    {
        (EarlyStopping straight, EarlyStopping resumed) = ScriptedTraining.AssertResumes(
            () => new EarlyStopping { Monitor = "val_score", Mode = MonitorMode.Max, Patience = 3 }, [1, 4, 3, 2, 1, 0, 0]);
        Assert.Equal((2, 4.0), (resumed.BestEpoch, resumed.BestValue));
        Assert.Equal(straight.BestEpoch, resumed.BestEpoch);
    }

    [Fact]
    public void Bad_options_are_named()
    {
        Assert.Equal("EarlyStopping.StartFromEpoch must be at least 0, is -1", ScriptedTraining.Refusal<ArgumentException>(new EarlyStopping { StartFromEpoch = -1 }));
        Assert.Equal("EarlyStopping.Baseline must be a number or null, is NaN", ScriptedTraining.Refusal<ArgumentException>(new EarlyStopping { Baseline = double.NaN }));
        Assert.Equal("EarlyStopping.MinDelta must be at least 0, is -0.5", ScriptedTraining.Refusal<ArgumentException>(new EarlyStopping { MinDelta = -0.5 }));
        Assert.Equal("EarlyStopping.Monitor must be the name of a value, is empty", ScriptedTraining.Refusal<ArgumentException>(new EarlyStopping { Monitor = "" }));
        Assert.Equal("EarlyStopping.Mode must be Auto, Min or Max, is 7", ScriptedTraining.Refusal<ArgumentException>(new EarlyStopping { Mode = (MonitorMode)7 }));
    }
}
