using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>The rates of PyTorch's ReduceLROnPlateau for the same values.</summary>
public class ReduceLROnPlateauGoldenTests
{
    [Theory]
    [InlineData("plateau_min")]
    [InlineData("plateau_max_cooldown")]
    public void Rates_are_PyTorchs(string name)
    {
        GoldenCase golden = Golden.Case("schedulers", name);
        var begin = new LambdaCallback { TrainBegin = context => context.Optimizer.LearningRate = golden.Number("base_lr") };
        var callback = new ReduceLROnPlateau
        {
            Monitor = "val_score",
            Mode = golden.Parameters.GetProperty("mode").GetString() == "max" ? MonitorMode.Max : MonitorMode.Min,
            Factor = golden.Number("factor"),
            // PyTorch reduces when more epochs than its patience were bad, and its cooldown ends one epoch later.
            Patience = golden.Integer("patience") + 1,
            Cooldown = golden.Integer("cooldown") + 1,
            MinDelta = golden.Parameters.GetProperty("threshold").GetDouble(),
            RelativeMinDelta = golden.Parameters.GetProperty("threshold_mode").GetString() == "rel",
            MinLearningRate = golden.Number("min_lr"),
        };
        // PyTorch saw decimals in double precision. As floats 0.47 would exceed 0.42 by more than 0.05.
        double[] metrics = [.. golden.Input("metrics").Values.Select(value => Math.Round(value, 6))];
        History history = ScriptedTraining.Run([begin, callback], metrics).History!;
        golden.Check("lr", golden.Output("lr"), [.. history.Epochs.Select(epoch => epoch.LearningRate)]);
    }

    [Fact]
    public void A_share_of_the_best_value_counts_its_size_alone()
    {
        var falling = new Monitor("Test", "loss", MonitorMode.Min, 0.25, relative: true);
        Assert.True(falling.IsBetter(2.9, 4));
        Assert.False(falling.IsBetter(3, 4));
        // Below zero better is further from it.
        Assert.True(falling.IsBetter(-5.1, -4));
        Assert.False(falling.IsBetter(-5, -4));
        Assert.True(falling.IsBetter(7, double.PositiveInfinity));
        Assert.False(falling.IsBetter(double.NaN, 4));
        var rising = new Monitor("Test", "loss", MonitorMode.Max, 0.25, relative: true);
        Assert.True(rising.IsBetter(5.1, 4));
        Assert.False(rising.IsBetter(5, 4));
        Assert.True(rising.IsBetter(7, double.NegativeInfinity));
    }
}
