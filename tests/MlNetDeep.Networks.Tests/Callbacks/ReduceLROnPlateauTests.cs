namespace MlNetDeep.Networks.Tests;

public class ReduceLROnPlateauTests
{
    private static float[] Rates(ReduceLROnPlateau callback, params double[] scores) =>
        [.. ScriptedTraining.Run([callback], scores).History!.Epochs.Select(epoch => epoch.LearningRate)];

    [Fact]
    public void The_rate_falls_after_the_patience()
    {
        var callback = new ReduceLROnPlateau { Monitor = "val_score", Factor = 0.5f, Patience = 2 };
        // The rate of an epoch is that of its steps: a reduction shows in the next.
        Assert.Equal([0.01f, 0.01f, 0.01f, 0.005f, 0.005f, 0.005f, 0.0025f], Rates(callback, 3, 3, 3, 2, 2, 2, 1));
        Assert.Equal((2, 1.0), (callback.Reductions, callback.BestValue));
    }

    [Fact]
    public void A_cooldown_counts_no_epochs()
    {
        var callback = new ReduceLROnPlateau { Monitor = "val_score", Factor = 0.5f, Patience = 1, Cooldown = 2 };
        // Keras counts the cooldown down before it looks, so of two epochs the second already counts.
        Assert.Equal([0.01f, 0.01f, 0.005f, 0.005f, 0.0025f, 0.0025f], Rates(callback, 3, 3, 3, 3, 3, 3));
    }

    [Fact]
    public void The_rate_stays_above_the_lowest_and_small_changes_do_not_count()
    {
        var callback = new ReduceLROnPlateau { Monitor = "val_score", Patience = 1, MinDelta = 0.5, MinLearningRate = 0.004f };
        Assert.Equal([0.01f, 0.01f, 0.004f, 0.004f], Rates(callback, 3, 2.75, 2.5, 2.5));
        Assert.Equal(1, callback.Reductions);
    }

    [Fact]
    public void The_optimizer_has_its_rate_again_after_the_training()
    {
        var optimizer = new Adam(0.01f);
        new Trainer(TestData.Mlp(2, 3), new SoftmaxCrossEntropy(), optimizer).Fit(
            TestData.Blobs(6, 3, 1), new TrainingOptions { Epochs = 4 }, null, [new ReduceLROnPlateau { Monitor = "loss", MinDelta = 100, Patience = 1 }]);
        Assert.Equal(0.01f, optimizer.LearningRate);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_resumed_training_has_the_same_rates(int killInEpoch)
    {
        (ReduceLROnPlateau straight, ReduceLROnPlateau resumed) = ScriptedTraining.AssertResumes(
            () => new ReduceLROnPlateau { Monitor = "val_score", Factor = 0.5f, Patience = 1, Cooldown = 1 }, [3, 3, 3, 2, 2, 2, 2], killInEpoch);
        Assert.True(straight.Reductions > 1);
        Assert.Equal(straight.Reductions, resumed.Reductions);
    }

    [Fact]
    public void Bad_options_are_named()
    {
        Assert.Equal(
            "ReduceLROnPlateau and TrainingOptions.LearningRateSchedule both set the learning rate; give one of them",
            ScriptedTraining.Refusal<ArgumentException>(new ReduceLROnPlateau(), ScriptedTraining.Options with { LearningRateSchedule = new CosineSchedule() }));
        Assert.Equal("ReduceLROnPlateau.Factor must be at least 0 and below 1, is 1", ScriptedTraining.Refusal<ArgumentException>(new ReduceLROnPlateau { Factor = 1 }));
        Assert.Equal("ReduceLROnPlateau.Patience must be at least 1, is 0", ScriptedTraining.Refusal<ArgumentException>(new ReduceLROnPlateau { Patience = 0 }));
        Assert.Equal("ReduceLROnPlateau.Cooldown must be at least 0, is -1", ScriptedTraining.Refusal<ArgumentException>(new ReduceLROnPlateau { Cooldown = -1 }));
        Assert.Equal("ReduceLROnPlateau.MinLearningRate must be finite and at least 0, is -1", ScriptedTraining.Refusal<ArgumentException>(new ReduceLROnPlateau { MinLearningRate = -1 }));
    }
}
