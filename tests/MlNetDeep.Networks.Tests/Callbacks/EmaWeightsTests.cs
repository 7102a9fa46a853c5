namespace MlNetDeep.Networks.Tests;

public class EmaWeightsTests
{
    [Fact]
    public void It_is_the_average_of_the_option()
    {
        (Network expected, History? one) = ScriptedTraining.Run([], options: ScriptedTraining.Options with { WeightAverageDecay = 0.9f });
        (Network actual, History? other) = ScriptedTraining.Run([new EmaWeights { Decay = 0.9f }]);
        TestData.AssertSameBits(expected, actual);
        Assert.Equal(one!.Epochs.Select(epoch => epoch.ValidationLoss), other!.Epochs.Select(epoch => epoch.ValidationLoss));
    }

    [Fact]
    public void Updates_follow_a_plain_loop()
    {
        float[]? average = null;
        int updates = 0;
        var seen = new List<float[]>();
        var watch = new LambdaCallback
        {
            BatchEnd = context =>
            {
                float[] now = context.Network.GetWeight("last/kernel").Value.ToArray();
                // Three steps in an epoch: the first epoch has no average, then every second step counts.
                if (context.Step <= 3 || average is null) average = now;
                else if ((context.Step - 4) % 2 == 0)
                {
                    float keep = Math.Min(0.5f, (1f + updates) / (10f + updates));
                    updates++;
                    average = [.. average.Zip(now, (a, b) => a + (b - a) * (1 - keep))];
                }
            },
            ValidationBegin = context => seen.Add(context.Network.GetWeight("last/kernel").Value.ToArray()),
            ValidationEnd = context => AssertClose(seen[^1], context.Network.GetWeight("last/kernel").Value.ToArray()),
            EpochEnd = context => AssertClose(average!, context.Network.GetWeight("last/kernel").Value.ToArray()),
            EpochBegin = context =>
            {
                if (context.Epoch > 2) Assert.NotEqual(average!, context.Network.GetWeight("last/kernel").Value.ToArray());
            },
        };
        (Network network, _) = ScriptedTraining.Run([new EmaWeights { Decay = 0.5f, EverySteps = 2, StartFromEpoch = 1 }, watch]);
        Assert.Equal(6, seen.Count);
        Assert.Equal(8, updates);
        AssertClose(average!, network.GetWeight("last/kernel").Value.ToArray());
    }

    [Fact]
    public void Early_stopping_restores_the_average_of_the_best_epoch()
    {
        IReadOnlyDictionary<string, float[]>? second = null;
        var watch = new LambdaCallback { EpochEnd = context => second = context.Epoch == 2 ? context.Network.GetWeights() : second };
        (Network network, _) = ScriptedTraining.Run([watch, new EarlyStopping { Monitor = "val_score", Patience = 2 }, new EmaWeights { Decay = 0.5f }], [2, 1, 2, 2, 2]);
        Assert.Equal(second!.Values, network.GetWeights().Values);
    }

    [Fact]
    public void A_resumed_training_has_the_same_average() =>
        ScriptedTraining.AssertResumes(() => new EmaWeights { Decay = 0.5f, EverySteps = 2, StartFromEpoch = 2 });

    [Fact]
    public void Bad_options_and_a_second_average_are_refused()
    {
        Assert.Equal("EmaWeights.Decay must be in (0, 1), is 1", ScriptedTraining.Refusal<ArgumentException>(new EmaWeights { Decay = 1 }));
        Assert.Equal("EmaWeights.EverySteps must be at least 1, is 0", ScriptedTraining.Refusal<ArgumentException>(new EmaWeights { EverySteps = 0 }));
        Assert.Equal("EmaWeights.StartFromEpoch must be at least 0, is -1", ScriptedTraining.Refusal<ArgumentException>(new EmaWeights { StartFromEpoch = -1 }));
        Assert.Equal(
            "EmaWeights asks for a second average of the weights, beside TrainingOptions.WeightAverageDecay or another callback; give one of them",
            ScriptedTraining.Refusal<ArgumentException>(new EmaWeights(), ScriptedTraining.Options with { WeightAverageDecay = 0.9f }));
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
