namespace MlNetDeep.Networks.Tests;

/// <summary>The callback of docs/adding-a-callback.md.</summary>
public class OwnCallbackTests
{
    [Fact]
    public void It_stops_and_survives_a_kill()
    {
        (StopWhenReached straight, StopWhenReached resumed) = ScriptedTraining.AssertResumes(() => new StopWhenReached("score", 3), [1, 2, 2, 2, 3, 4]);
        Assert.Equal((5, 5), (straight.Reached, resumed.Reached));
    }

    private sealed class StopWhenReached(string name, double target) : Callback
    {
        public int Reached { get; private set; }

        public override void OnTrainBegin(TrainingContext context) => Reached = 0;

        public override void OnEpochEnd(TrainingContext context)
        {
            if (context.History[^1].Values[name] < target) return;
            Reached = context.Epoch;
            context.RequestStop($"{name} has reached {target}");
        }

        public override void Save(CallbackState state) => state.Set("reached", Reached);

        public override void Load(CallbackState state) => Reached = (int)state.Number("reached");
    }
}
