namespace MlNetDeep.Tensors.Tests;

public class RecurrentErrorTests
{
    private static readonly Tensor s_input = Tensor.Zeros([2, 4, 3]);

    [Fact]
    public void Errors_name_the_operation_the_rule_and_all_shapes()
    {
        RecurrentWeights weights = RecurrentTesting.Random("lstm", 3, 5, 1), gru = RecurrentTesting.Random("gru", 3, 5, 1);
        const string lstm = "received shapes [2, 4, 3], [3, 20], [5, 20], [20], [20]";
        Expect(() => Ops.Lstm(Tensor.Zeros([4, 3]), weights), "Lstm: the input is [N, T, C]; received shapes [4, 3], [3, 20], [5, 20], [20], [20]");
        Expect(() => Ops.LstmCell(s_input, null, weights), $"LstmCell: the input is [N, C]; {lstm}");
        Expect(() => Ops.Gru(s_input, weights), $"Gru: the state weight is [H, 3 H]; {lstm}");
        Expect(() => Ops.Rnn(s_input, weights), $"Rnn: the state weight is [H, H]; {lstm}");
        Expect(() => Ops.Lstm(Tensor.Zeros([2, 4, 7]), weights), "Lstm: the input weight is [C, 4 H], here [7, 20]; received shapes [2, 4, 7], [3, 20]");
        Expect(() => Ops.Lstm(s_input, weights with { InputBias = Tensor.Zeros([5]) }), "Lstm: the input bias is [4 H], here [20]; received shapes [2, 4, 3], [3, 20], [5, 20], [5], [20]");
        Expect(() => Ops.Gru(s_input, gru with { StateBias = Tensor.Zeros([5, 3]) }), "Gru: the state bias is [3 H], here [15]; received shapes [2, 4, 3], [3, 15], [5, 15], [15], [5, 3]");
        Expect(() => Ops.Gru(s_input, gru, Tensor.Zeros([3, 5])), "Gru: the initial state is [2, 5]; received shapes [2, 4, 3], [3, 5], [3, 15]");
        Expect(() => Ops.Lstm(s_input, weights, new LstmState(Tensor.Zeros([2, 5]), Tensor.Zeros([2, 4]))), "Lstm: the initial cell is [2, 5]; received shapes [2, 4, 3], [2, 5], [2, 4], [3, 20]");
        Expect(() => Ops.BidirectionalGru(s_input, gru, gru, Tensor.Zeros([2, 5])), "BidirectionalGru: the initial state is [2, 2, 5]; received shapes [2, 4, 3], [2, 5], [3, 15]");
        Expect(() => Ops.BidirectionalGru(s_input, gru, RecurrentTesting.Random("gru", 3, 6, 1)), "BidirectionalGru: both directions have the same number of units; received shapes [2, 4, 3], [3, 15], [5, 15], [15], [15], [3, 18], [6, 18], [18], [18]");
    }

    [Fact]
    public void Lengths_and_options_are_checked()
    {
        RecurrentWeights weights = RecurrentTesting.Random("tanh", 3, 5, 1);
        Expect(() => Ops.Rnn(s_input, weights, options: new() { Lengths = [1, 2, 3] }), "Rnn: there is one length per sequence, 2, but 3 are given; received shapes [2, 4, 3]");
        Expect(() => Ops.Rnn(s_input, weights, options: new() { Lengths = [4, 5] }), "Rnn: the lengths are at least 0 and at most T, 4, but that of sequence 1 is 5");
        Expect(() => Ops.Rnn(s_input, weights, options: new() { Lengths = [-1, 4] }), "that of sequence 0 is -1");
        Expect(() => Ops.BidirectionalRnn(s_input, weights, weights, options: new() { Reverse = true }), "BidirectionalRnn: Reverse is for one direction");
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.Rnn(s_input, weights, activation: (RecurrentActivation)7));
        Assert.Throws<ArgumentNullException>(() => Ops.Lstm(s_input, null!));
        Assert.Throws<ArgumentNullException>(() => Ops.Lstm(null!, weights));
        Assert.Throws<ArgumentNullException>(() => Ops.Lstm(s_input, weights with { State = null! }));
    }

    private static void Expect(Action action, string text) => Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
