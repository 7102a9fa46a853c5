using FsCheck;
using FsCheck.Fluent;

namespace MlNetDeep.Tensors.Tests;

/// <summary>What holds for sequences of any size.</summary>
public class RecurrentInvariantTests
{
    private sealed record Case(string Unit, int Batch, int Steps, int Inputs, int Units, bool Reverse);

    private static readonly Arbitrary<Case> s_cases = Arb.From(
        from unit in Gen.Elements("tanh", "relu", "gru", "lstm")
        from batch in Gen.Choose(1, 70)
        from steps in Gen.Choose(1, 5)
        from inputs in Gen.Choose(1, 20)
        from units in Gen.Choose(1, 70)
        from reverse in Gen.Elements(false, true)
        select new Case(unit, batch, steps, inputs, units, reverse));

    [Fact]
    public void A_sequence_does_not_depend_on_its_batch() => Check.QuickThrowOnFailure(Prop.ForAll(s_cases, c =>
    {
        RecurrentWeights weights = RecurrentTesting.Random(c.Unit, c.Inputs, c.Units, 3);
        Tensor x = GradientCheck.Random([c.Batch, c.Steps, c.Inputs], 1);
        var options = new RecurrentOptions { Reverse = c.Reverse };
        float[] together = RecurrentTesting.Sequence(c.Unit, x, weights, null, null, options).Output.ToArray();
        int last = c.Batch - 1, count = c.Steps * c.Units;
        Tensor alone = Tensor.From(x.Span[(last * c.Steps * c.Inputs)..], [1, c.Steps, c.Inputs]);
        float[] output = RecurrentTesting.Sequence(c.Unit, alone, weights, null, null, options).Output.ToArray();
        for (int i = 0; i < count; i++) Close(together[(last * count) + i], output[i]);
    }));

    [Fact]
    public void A_sequence_may_be_cut_where_its_state_is_handed_on() => Check.QuickThrowOnFailure(Prop.ForAll(s_cases, c =>
    {
        RecurrentWeights weights = RecurrentTesting.Random(c.Unit, c.Inputs, c.Units, 3);
        Tensor first = GradientCheck.Random([c.Batch, c.Steps, c.Inputs], 1), second = GradientCheck.Random([c.Batch, 2, c.Inputs], 2);
        Tensor zeros = Tensor.Zeros([c.Batch, c.Units]);
        var options = new RecurrentOptions { Reverse = c.Reverse };
        (Tensor Output, Tensor State, Tensor? Cell) whole = RecurrentTesting.Sequence(c.Unit, Ops.Concatenate(c.Reverse ? [second, first] : [first, second], axis: 1), weights, zeros, zeros, options);
        (Tensor Output, Tensor State, Tensor? Cell) start = RecurrentTesting.Sequence(c.Unit, first, weights, zeros, zeros, options);
        (Tensor Output, Tensor State, Tensor? Cell) end = RecurrentTesting.Sequence(c.Unit, second, weights, start.State, start.Cell ?? zeros, options);
        float[] expected = whole.State.ToArray(), actual = end.State.ToArray();
        for (int i = 0; i < expected.Length; i++) Close(expected[i], actual[i]);
    }));

    private static void Close(float expected, float actual) => Assert.Equal(expected, actual, 1e-4f * Math.Max(1, Math.Abs(expected)));
}
