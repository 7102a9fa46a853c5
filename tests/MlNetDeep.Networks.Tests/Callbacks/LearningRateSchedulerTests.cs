namespace MlNetDeep.Networks.Tests;

public class LearningRateSchedulerTests
{
    [Fact]
    public void Each_epoch_has_the_rate_of_the_function()
    {
        var received = new List<(int, float)>();
        var callback = new LearningRateScheduler((epoch, rate) =>
        {
            received.Add((epoch, rate));
            return rate / 2;
        });
        History history = ScriptedTraining.Run([callback], options: ScriptedTraining.Options with { Epochs = 3 }).History!;
        Assert.Equal([(1, 0.01f), (2, 0.005f), (3, 0.0025f)], received);
        Assert.Equal([0.005f, 0.0025f, 0.00125f], history.Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void A_resumed_training_has_the_same_rates() =>
        ScriptedTraining.AssertResumes(() => new LearningRateScheduler((epoch, rate) => epoch % 2 == 0 ? rate * 0.5f : rate));

    [Fact]
    public void Bad_rates_and_a_schedule_are_refused()
    {
        Assert.Equal(
            "LearningRateScheduler must return a finite rate of at least 0, returned -0.5 for epoch 1",
            ScriptedTraining.Refusal<ArgumentException>(new LearningRateScheduler((_, _) => -0.5f)));
        Assert.Equal(
            "LearningRateScheduler and TrainingOptions.LearningRateSchedule both set the learning rate; give one of them",
            ScriptedTraining.Refusal<ArgumentException>(new LearningRateScheduler((_, rate) => rate), ScriptedTraining.Options with { LearningRateSchedule = new CosineSchedule() }));
    }
}
