using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class RecurrentGoldenTests
{
    [Fact]
    public void Gru_cell()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "gru_cell");
        RecurrentWeights weights = RecurrentTesting.Golden(golden);
        Tensor input = golden.Input("input").ToTensor(true), state = golden.Input("h").ToTensor(true);
        Tensor next = Ops.GruCell(input, state, weights);
        next.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("state", golden.Output("h"), next.Span);
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
        golden.Check("state gradient", golden.Gradient("h"), state.Grad!.Span);
        RecurrentTesting.CheckGradients(golden, weights);
    }

    [Fact]
    public void Lstm_cell()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "lstm_cell");
        RecurrentWeights weights = RecurrentTesting.Golden(golden);
        Tensor input = golden.Input("input").ToTensor(true), hidden = golden.Input("h").ToTensor(true), cell = golden.Input("c").ToTensor(true);
        LstmState next = Ops.LstmCell(input, new LstmState(hidden, cell), weights);
        Ops.Sum((next.Hidden * golden.Input("grad_h").ToTensor()) + (next.Cell * golden.Input("grad_c").ToTensor())).Backward();
        golden.Check("hidden", golden.Output("h"), next.Hidden.Span);
        golden.Check("cell", golden.Output("c"), next.Cell.Span);
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
        golden.Check("hidden gradient", golden.Gradient("h"), hidden.Grad!.Span);
        golden.Check("cell gradient", golden.Gradient("c"), cell.Grad!.Span);
        RecurrentTesting.CheckGradients(golden, weights);
    }

    [Theory]
    [InlineData("lstm_seq")]
    [InlineData("gru_seq")]
    [InlineData("rnn_tanh_seq")]
    public void Sequences(string name)
    {
        GoldenCase golden = Golden.Case("ops_rnn", name);
        RecurrentWeights weights = RecurrentTesting.Golden(golden, "_l0");
        Tensor input = golden.Input("input").ToTensor(true);
        (Tensor output, Tensor state) = name switch
        {
            "lstm_seq" => Lstm(),
            "gru_seq" => Parts(Ops.Gru(input, weights)),
            _ => Parts(Ops.Rnn(input, weights)),
        };
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("state", golden.Output("h_n"), state.Span);
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
        RecurrentTesting.CheckGradients(golden, weights, "_l0");

        (Tensor, Tensor) Lstm()
        {
            LstmResult result = Ops.Lstm(input, weights);
            golden.Check("cell", golden.Output("c_n"), result.State.Cell.Span);
            return (result.Output, result.State.Hidden);
        }

        static (Tensor, Tensor) Parts(RecurrentResult result) => (result.Output, result.State);
    }

    [Fact]
    public void Two_bidirectional_lstm_layers()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "lstm_bi_2layer");
        string[] suffixes = ["_l0", "_l0_reverse", "_l1", "_l1_reverse"];
        RecurrentWeights[] weights = [.. suffixes.Select(suffix => RecurrentTesting.Golden(golden, suffix))];
        Tensor input = golden.Input("input").ToTensor(true);
        LstmResult first = Ops.BidirectionalLstm(input, weights[0], weights[1]), second = Ops.BidirectionalLstm(first.Output, weights[2], weights[3]);
        second.Output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), second.Output.Span);
        golden.Check("hidden", golden.Output("h_n"), Ops.Concatenate([first.State.Hidden, second.State.Hidden], axis: 0).Span);
        golden.Check("cell", golden.Output("c_n"), Ops.Concatenate([first.State.Cell, second.State.Cell], axis: 0).Span);
        golden.Check("input gradient", golden.Gradient("input"), input.Grad!.Span);
        for (int i = 0; i < suffixes.Length; i++) RecurrentTesting.CheckGradients(golden, weights[i], suffixes[i]);
    }
}
