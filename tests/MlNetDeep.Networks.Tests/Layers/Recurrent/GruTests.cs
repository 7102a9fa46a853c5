namespace MlNetDeep.Networks.Tests;

public class GruTests
{
    [Fact] public void Sequences_are_PyTorchs() => RecurrentGolden.Check("gru_seq", [new Gru(5) { ReturnSequences = true }], ("gru/", "_l0"));

    [Fact] public void The_last_state_is_PyTorchs() => RecurrentGolden.CheckState("gru_seq", new Gru(5), "gru/");

    [Fact]
    public void Weights_are_PyTorchs()
    {
        Network network = Network.Sequential([7, 3], [new Gru(4) { BiasRegularizer = "l1(0.1)" }]);
        Assert.Equal(["gru/kernel [3, 12]", "gru/recurrent_kernel [4, 12]", "gru/bias [12]", "gru/recurrent_bias [12]"], network.Weights.Select(weight => weight.ToString()));
        Assert.Equal([null, null, new L1(0.1f), new L1(0.1f)], network.Weights.Select(weight => weight.Regularizer));
        Assert.Equal(2, Network.Sequential([7, 3], [new Gru(4) { UseBias = false }]).Weights.Count);
    }
}
