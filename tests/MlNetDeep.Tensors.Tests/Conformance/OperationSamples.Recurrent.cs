namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Recurrent =>
    [
        .. new[] { "tanh", "gru", "lstm" }.SelectMany(unit => new[] { Cell(unit), Sequence(unit, null), Sequence(unit, new() { Lengths = [2, 0, 3] }), Sequence(unit, new() { Reverse = true }), Bidirectional(unit) }),
        // Sums above zero, so that no step crosses the kink.
        Cell("relu") with { Range = (0.1f, 1) },
        Sequence("relu", null) with { Range = (0.1f, 1) },
    ];

    private static OperationSample Cell(string unit) =>
        new($"{unit} cell", x => Joined(RecurrentTesting.Cell(unit, x[0], Weights(x, 3), x[1], x[2]), x[2]), Shapes(unit, 1, [2, 3], 4, [2, 4]))
        {
            Large = Shapes(unit, 1, [120, 300], 150, [120, 150]),
            Empty = Shapes(unit, 1, [0, 3], 4, [0, 4]),
        };

    private static OperationSample Sequence(string unit, RecurrentOptions? options) =>
        new($"{unit} sequence{(options is null ? "" : options.Reverse ? " reverse" : " with lengths")}", x => Joined(RecurrentTesting.Sequence(unit, x[0], Weights(x, 3), x[1], x[2], options), x[2]), Shapes(unit, 1, [3, 3, 2], 3, [3, 3]))
        {
            Large = options?.Lengths is null ? Shapes(unit, 1, [70, 5, 90], 100, [70, 100]) : null,
            Empty = options?.Lengths is null ? Shapes(unit, 1, [0, 3, 2], 3, [0, 3]) : null,
            PassesNaN = options?.Lengths is null,
        };

    private static OperationSample Bidirectional(string unit) =>
        new($"{unit} bidirectional", x => Joined(RecurrentTesting.Bidirectional(unit, x[0], Weights(x, 3), Weights(x, 7), x[1], x[2]), x[2]), Shapes(unit, 2, [2, 3, 2], 3, [2, 2, 3]))
        {
            Large = Shapes(unit, 2, [70, 5, 90], 100, [2, 70, 100]),
            Empty = Shapes(unit, 2, [0, 3, 2], 3, [2, 0, 3]),
        };

    private static RecurrentWeights Weights(Tensor[] x, int first) => new(x[first], x[first + 1], x[first + 2], x[first + 3]);

    /// <summary>Input, state, cell (which only an LSTM uses) and the weights of the directions.</summary>
    private static Shape[] Shapes(string unit, int directions, Shape input, int units, Shape state)
    {
        int sums = RecurrentTesting.Gates(unit) * units;
        Shape[] weights = [[input[-1], sums], [units, sums], [sums], [sums]];
        return [input, state, state, .. Enumerable.Repeat(weights, directions).SelectMany(shapes => shapes)];
    }

    /// <summary>All results as one; the cell that other units than an LSTM do not have is added as it came.</summary>
    private static Tensor Joined((Tensor Output, Tensor State, Tensor? Cell) result, Tensor cell) =>
        Ops.Concatenate([Flat(result.Output), Flat(result.State), Flat(result.Cell ?? cell)]);

    private static Tensor Joined((Tensor State, Tensor? Cell) result, Tensor cell) => Ops.Concatenate([Flat(result.State), Flat(result.Cell ?? cell)]);

    private static Tensor Flat(Tensor tensor) => Ops.Reshape(tensor, [tensor.Count]);
}
