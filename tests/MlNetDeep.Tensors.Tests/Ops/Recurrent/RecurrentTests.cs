namespace MlNetDeep.Tensors.Tests;

public class RecurrentTests
{
    private static readonly string[] s_units = ["tanh", "relu", "gru", "lstm"];

    // Units around the widths of vectors and of panels, sequences around register tiles and blocks of rows.
    private static readonly (int Batch, int Steps, int Units)[] s_sizes = [(1, 1, 1), (3, 4, 7), (15, 3, 8), (2, 3, 9), (29, 2, 16), (5, 2, 17), (1, 3, 31), (60, 2, 33), (2, 2, 67)];

    public static TheoryData<string, int, int, int> Sizes => [.. s_units.SelectMany(unit => s_sizes.Select(size => (unit, size.Batch, size.Steps, size.Units)))];

    public static TheoryData<string> Units => [.. s_units];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_plain_loop_gives_the_same_states(string unit, int batch, int steps, int units)
    {
        const int inputs = 5;
        foreach (bool reverse in (ReadOnlySpan<bool>)[false, true])
        {
            foreach (bool bias in (ReadOnlySpan<bool>)[true, false])
            {
                int[] lengths = [.. Enumerable.Range(0, batch).Select(n => n == 1 ? 0 : n % 3 == 2 ? steps - 1 : steps)];
                RecurrentWeights weights = RecurrentTesting.Random(unit, inputs, units, 3, bias);
                Tensor x = GradientCheck.Random([batch, steps, inputs], 1), h0 = GradientCheck.Random([batch, units], 2), c0 = GradientCheck.Random([batch, units], 8);
                (Tensor output, Tensor state, Tensor? cell) = RecurrentTesting.Sequence(unit, x, weights, h0, c0, new RecurrentOptions { Reverse = reverse, Lengths = lengths });
                for (int n = 0; n < batch; n++)
                {
                    double[] h = Row(h0, n, units), c = Row(c0, n, units);
                    for (int index = 0; index < steps; index++)
                    {
                        int t = reverse ? steps - 1 - index : index, row = (n * steps) + t;
                        bool padding = t >= lengths[n];
                        if (!padding) RecurrentTesting.Step(unit, x.Span.Slice(row * inputs, inputs), weights, h, c);
                        Close(padding ? new double[units] : h, output.Span.Slice(row * units, units));
                    }
                    Close(h, state.Span.Slice(n * units, units));
                    if (cell is not null) Close(c, cell.Span.Slice(n * units, units));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void A_sequence_is_its_cell_step_by_step(string unit)
    {
        Tensor x = GradientCheck.Random([3, 4, 5], 1), h0 = GradientCheck.Random([3, 6], 2), c0 = GradientCheck.Random([3, 6], 3), factor = GradientCheck.Random([3, 6], 4);
        RecurrentWeights weights = RecurrentTesting.Random(unit, 5, 6, 5);
        Tensor[] inputs = [x, h0, .. RecurrentTesting.Tensors(weights)];
        foreach (Tensor input in inputs) input.RequiresGrad = true;
        (_, Tensor state, Tensor? cell) = RecurrentTesting.Sequence(unit, x, weights, h0, c0);
        float[][] expected = Gradients(state, cell);

        (Tensor h, Tensor? c) = (h0, c0);
        for (int t = 0; t < 4; t++)
        {
            Tensor selection = Tensor.Zeros([4, 1]);
            selection.Span[t] = 1;
            (h, c) = RecurrentTesting.Cell(unit, Ops.Sum(x * selection, [1]), weights, h, c!);
        }
        float[][] actual = Gradients(h, unit == "lstm" ? c : null);
        for (int i = 0; i < expected.Length; i++) Close([.. expected[i].Select(v => (double)v)], actual[i]);

        float[][] Gradients(Tensor hidden, Tensor? memory)
        {
            foreach (Tensor input in inputs) input.ZeroGrad();
            Ops.Sum(memory is null ? hidden * factor : (hidden * factor) + memory).Backward();
            return [.. inputs.Select(input => input.Grad!.ToArray())];
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Both_directions_are_one_each_side_by_side(string unit)
    {
        RecurrentWeights forward = RecurrentTesting.Random(unit, 5, 6, 5), backward = RecurrentTesting.Random(unit, 5, 6, 15);
        Tensor x = GradientCheck.Random([3, 4, 5], 1), h = GradientCheck.Random([2, 3, 6], 2), c = GradientCheck.Random([2, 3, 6], 3), factor = GradientCheck.Random([3, 4, 12], 4);
        var options = new RecurrentOptions { Lengths = [4, 2, 3] };
        x.RequiresGrad = true;
        (Tensor output, Tensor state, Tensor? cell) = RecurrentTesting.Bidirectional(unit, x, forward, backward, h, c, options);
        Ops.Sum(output * factor).Backward();
        float[] gradient = x.Grad!.ToArray();
        x.ZeroGrad();

        (Tensor first, Tensor firstState, Tensor? firstCell) = RecurrentTesting.Sequence(unit, x, forward, Half(h, 0), Half(c, 0), options);
        (Tensor second, Tensor secondState, Tensor? secondCell) = RecurrentTesting.Sequence(unit, x, backward, Half(h, 1), Half(c, 1), options with { Reverse = true });
        Tensor both = Ops.Concatenate([first, second]);
        Ops.Sum(both * factor).Backward();
        Assert.Equal(both.ToArray(), output.ToArray());
        Assert.Equal([.. firstState.ToArray(), .. secondState.ToArray()], state.ToArray());
        if (cell is not null) Assert.Equal([.. firstCell!.ToArray(), .. secondCell!.ToArray()], cell.ToArray());
        Close([.. x.Grad.ToArray().Select(v => (double)v)], gradient);

        static Tensor Half(Tensor states, int direction) => Tensor.From(states.Span.Slice(direction * 18, 18), [3, 6]);
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Padding_changes_nothing(string unit)
    {
        RecurrentWeights weights = RecurrentTesting.Random(unit, 2, 3, 5);
        foreach (Tensor weight in RecurrentTesting.Tensors(weights)) weight.RequiresGrad = true;
        Tensor x = GradientCheck.Random([1, 5, 2], 1), prefix = Tensor.From(x.Span[..6], [1, 3, 2]);
        foreach (bool reverse in (ReadOnlySpan<bool>)[false, true])
        {
            (float[] State, float[][] Gradients) padded = Run(x, new RecurrentOptions { Reverse = reverse, Lengths = [3] }), cut = Run(prefix, new RecurrentOptions { Reverse = reverse });
            Close([.. cut.State.Select(v => (double)v)], padded.State);
            for (int i = 0; i < cut.Gradients.Length; i++) Close([.. cut.Gradients[i].Select(v => (double)v)], padded.Gradients[i]);
        }

        (float[] State, float[][] Gradients) Run(Tensor sequence, RecurrentOptions options)
        {
            foreach (Tensor weight in RecurrentTesting.Tensors(weights)) weight.ZeroGrad();
            (Tensor output, Tensor state, _) = RecurrentTesting.Sequence(unit, sequence, weights, null, null, options);
            (Ops.Sum(output) + Ops.Sum(state * state)).Backward();
            return (state.ToArray(), [.. RecurrentTesting.Tensors(weights).Select(weight => weight.Grad!.ToArray())]);
        }
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Without_steps_the_state_passes_through(string unit)
    {
        RecurrentWeights weights = RecurrentTesting.Random(unit, 2, 3, 5);
        Tensor h = GradientCheck.Random([4, 3], 1), c = GradientCheck.Random([4, 3], 2);
        h.RequiresGrad = weights.Input.RequiresGrad = weights.StateBias!.RequiresGrad = true;
        (Tensor output, Tensor state, Tensor? cell) = RecurrentTesting.Sequence(unit, Tensor.Zeros([4, 0, 2]), weights, h, c);
        Assert.Equal<Shape>([4, 0, 3], output.Shape);
        Assert.Equal(h.ToArray(), state.ToArray());
        if (cell is not null) Assert.Equal(c.ToArray(), cell.ToArray());
        Ops.Sum(state * state).Backward();
        Assert.Equal(h.ToArray().Select(v => 2 * v), h.Grad!.ToArray());
        Assert.All(weights.Input.Grad!.ToArray(), number => Assert.Equal(0, number));
        Assert.All(weights.StateBias.Grad!.ToArray(), number => Assert.Equal(0, number));
        Assert.All(RecurrentTesting.Sequence(unit, Tensor.Zeros([4, 0, 2]), weights, null, null).State.ToArray(), number => Assert.Equal(0, number));
    }

    [Theory]
    [MemberData(nameof(Units))]
    public void Empty_batches_and_no_units_or_inputs_are_defined(string unit)
    {
        foreach (bool reverse in (ReadOnlySpan<bool>)[false, true])
        {
            var options = new RecurrentOptions { Reverse = reverse };
            (Tensor output, Tensor state, _) = RecurrentTesting.Sequence(unit, Tensor.Zeros([0, 5, 2]), RecurrentTesting.Random(unit, 2, 3, 5), null, null, options);
            Assert.Equal<Shape>([0, 5, 3], output.Shape);
            Assert.Equal<Shape>([0, 3], state.Shape);
            Assert.Equal<Shape>([4, 5, 0], RecurrentTesting.Sequence(unit, Tensor.Zeros([4, 5, 2]), RecurrentTesting.Random(unit, 2, 0, 5), null, null, options).Output.Shape);
            RecurrentWeights noInputs = RecurrentTesting.Random(unit, 0, 3, 5);
            double[] h = new double[3], c = new double[3];
            RecurrentTesting.Step(unit, [], noInputs, h, c);
            Close(h, RecurrentTesting.Sequence(unit, Tensor.Zeros([1, 1, 0]), noInputs, null, null, options).State.Span);
        }
    }

    [Fact]
    public void The_state_and_the_cell_alone_have_gradients()
    {
        RecurrentWeights weights = RecurrentTesting.Random("lstm", 2, 3, 5);
        Tensor x = GradientCheck.Random([2, 3, 2], 1);
        GradientCheck.Run(() => Ops.Lstm(x, weights).State.Hidden, x, weights.State);
        GradientCheck.Run(() => Ops.Lstm(x, weights).State.Cell, x, weights.State);
        GradientCheck.Run(() => Ops.LstmCell(Ops.Reshape(x, [6, 2]), null, weights).Cell, x, weights.Input);
        GradientCheck.Run(() => Ops.Lstm(x, weights, new LstmState(Tensor.Zeros([2, 3]), Tensor.Ones([2, 3])), new() { Lengths = [1, 3], Reverse = true }).State.Cell, x, weights.State);
    }

    [Fact]
    public void Large_sums_saturate_and_a_NaN_stays_in_its_sequence()
    {
        RecurrentWeights weights = new(Tensor.Full([1, 40], 1e6f), Tensor.Zeros([10, 40]));
        LstmState state = Ops.LstmCell(Tensor.From([1, -1, float.NaN, float.PositiveInfinity], [4, 1]), new LstmState(Tensor.Zeros([4, 10]), Tensor.Ones([4, 10])), weights);
        float[] cell = state.Cell.ToArray();
        Assert.All(cell[..10], number => Assert.Equal(2, number));
        Assert.All(cell[10..20], number => Assert.Equal(0, number, 1e-30f));
        Assert.All(cell[20..30], number => Assert.True(float.IsNaN(number)));
        Assert.All(cell[30..], number => Assert.Equal(2, number));
    }

    private static double[] Row(Tensor states, int row, int units) => [.. states.ToArray().Skip(row * units).Take(units).Select(v => (double)v)];

    private static void Close(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
    }
}
