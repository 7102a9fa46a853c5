namespace MlNetDeep.Networks.Tests;

public class TerminateOnNaNTests
{
    // The rate explodes in the second step of the third epoch, so that the loss of the third is not finite.
    private static LambdaCallback Spoil(List<IReadOnlyDictionary<string, float[]>> weights) => new()
    {
        BatchEnd = context =>
        {
            weights.Add(context.Network.GetWeights());
            if (context is { Epoch: 3, Batch: 1 }) context.Optimizer.LearningRate = 1e38f;
        },
    };

    [Fact]
    public void The_training_stops_with_the_weights_before_the_failing_step()
    {
        var weights = new List<IReadOnlyDictionary<string, float[]>>();
        (Network network, History? history) = ScriptedTraining.Run([Spoil(weights), new TerminateOnNaN()]);
        Assert.Equal((TrainingOutcome.Stopped, 2), (history!.Outcome, history.Epochs.Count));
        Assert.StartsWith("training diverged: the ", history.StopReason, StringComparison.Ordinal);
        Assert.Contains("in epoch 3, batch 3", history.StopReason, StringComparison.Ordinal);
        Assert.Equal(weights[^1].Values, network.GetWeights().Values);
    }

    [Fact]
    public void Without_it_the_training_fails() =>
        Assert.Throws<TrainingDivergedException>(() => ScriptedTraining.Run([Spoil([])]));

    [Fact]
    public void Early_stopping_still_restores_the_best()
    {
        IReadOnlyDictionary<string, float[]>? first = null;
        var watch = new LambdaCallback { EpochEnd = context => first ??= context.Network.GetWeights() };
        var early = new EarlyStopping { Monitor = "val_score" };
        (Network network, _) = ScriptedTraining.Run([watch, Spoil([]), early, new TerminateOnNaN()], [1, 2, 3, 4]);
        Assert.Equal(1, early.BestEpoch);
        Assert.Equal(first!.Values, network.GetWeights().Values);
    }

    [Fact]
    public void Other_failures_stay_failures() =>
        Assert.Throws<InvalidOperationException>(() => ScriptedTraining.Run([new TerminateOnNaN(), new LambdaCallback { EpochEnd = _ => throw new InvalidOperationException() }]));
}
