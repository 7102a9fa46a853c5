namespace MlNetDeep.Networks.Tests;

public class FreezeScheduleTests
{
    private static FreezeSchedule Thaw => new(new Dictionary<int, string> { [4] = "first", [2] = "norm" });

    [Fact]
    public void Layers_thaw_before_their_epochs()
    {
        Network network = ScriptedTraining.Build();
        network.FreezeUntil("norm");
        float[] first = network.GetWeight("first/kernel").Value.ToArray(), gamma = network.GetWeight("norm/gamma").Value.ToArray();
        var changed = new List<(bool First, bool Gamma)>();
        var watch = new LambdaCallback
        {
            EpochEnd = context => changed.Add((
                !first.SequenceEqual(context.Network.GetWeight("first/kernel").Value.ToArray()), !gamma.SequenceEqual(context.Network.GetWeight("norm/gamma").Value.ToArray()))),
        };
        ScriptedTraining.Run([Thaw, watch], options: ScriptedTraining.Options with { Epochs = 4 }, network: network);
        Assert.Equal([(false, false), (false, true), (false, true), (true, true)], changed);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void A_resumed_training_thaws_alike(int killInEpoch) =>
        ScriptedTraining.AssertResumes(() => new FreezeUntilThenThaw(), killInEpoch: killInEpoch);

    [Fact]
    public void Bad_epochs_and_layers_are_named()
    {
        Assert.StartsWith("FreezeSchedule must have epochs from 1, has 0", Assert.Throws<ArgumentException>(() => new FreezeSchedule(new Dictionary<int, string> { [0] = "a" })).Message, StringComparison.Ordinal);
        Assert.StartsWith("FreezeSchedule must have at least one epoch, has none", Assert.Throws<ArgumentException>(() => new FreezeSchedule(new Dictionary<int, string>())).Message, StringComparison.Ordinal);
        Assert.Contains("'frist'", ScriptedTraining.Refusal<KeyNotFoundException>(new FreezeSchedule(new Dictionary<int, string> { [9] = "frist" })), StringComparison.Ordinal);
    }

    /// <summary>Freezes at the beginning, as a user would before the training.</summary>
    private sealed class FreezeUntilThenThaw : Callback
    {
        private readonly FreezeSchedule _thaw = Thaw;

        public override void OnTrainBegin(TrainingContext context)
        {
            context.Network.FreezeUntil("norm");
            _thaw.OnTrainBegin(context);
        }

        public override void OnEpochBegin(TrainingContext context) => _thaw.OnEpochBegin(context);
    }
}
