using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class ScaledDotProductAttentionTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_rnn", "attention");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_numbers(string name)
    {
        GoldenCase golden = Golden.Case("ops_rnn", name);
        Tensor query = golden.Input("q").ToTensor(true), key = golden.Input("k").ToTensor(true), value = golden.Input("v").ToTensor(true);
        Tensor output = Ops.ScaledDotProductAttention(query, key, value);
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("query gradient", golden.Gradient("q"), query.Grad!.Span);
        golden.Check("key gradient", golden.Gradient("k"), key.Grad!.Span);
        golden.Check("value gradient", golden.Gradient("v"), value.Grad!.Span);
    }

    // Keys around vector widths, queries around a block of rows, leading axes none, one and two.
    [Theory]
    [InlineData(1, 1, 1, 1, 1, 1)]
    [InlineData(2, 3, 5, 7, 3, 2)]
    [InlineData(1, 2, 9, 8, 16, 5)]
    [InlineData(2, 1, 17, 15, 7, 17)]
    [InlineData(1, 1, 111, 33, 9, 3)]
    [InlineData(3, 1, 113, 16, 4, 33)]
    [InlineData(1, 1, 250, 231, 6, 8)]
    public void A_plain_loop_gives_the_same_numbers(int batch, int heads, int queries, int keys, int width, int values)
    {
        Tensor query = GradientCheck.Random([batch, heads, queries, width], 1, -3, 3), key = GradientCheck.Random([batch, heads, keys, width], 2, -3, 3), value = GradientCheck.Random([batch, heads, keys, values], 3);
        Shape[] masks = [[queries, keys], [keys], [batch, heads, queries, keys], [batch, 1, 1, keys], [heads, queries, 1], [1]];
        foreach (bool causal in (ReadOnlySpan<bool>)[false, true])
        {
            Check(null, AttentionMaskKind.Additive);
            foreach (Shape shape in masks)
            {
                Tensor mask = GradientCheck.Random(shape, 4);
                Check(mask, AttentionMaskKind.Additive);
                Tensor flags = Tensor.From([.. mask.ToArray().Select(number => number > -0.3f ? 1f : 0)], shape);
                Check(flags, AttentionMaskKind.Boolean);
            }

            void Check(Tensor? mask, AttentionMaskKind kind)
            {
                float[] actual = Ops.ScaledDotProductAttention(query, key, value, mask, new() { Causal = causal, MaskKind = kind }).ToArray();
                Shape scores = [batch, heads, queries, keys];
                float[]? added = mask is null ? null : (mask + Tensor.Zeros(scores)).ToArray();
                for (int b = 0; b < batch * heads; b++)
                {
                    for (int q = 0; q < queries; q++)
                    {
                        var weights = new double[keys];
                        for (int k = 0; k < keys; k++)
                        {
                            double score = 0;
                            for (int i = 0; i < width; i++) score += (double)query.Span[(((b * queries) + q) * width) + i] * key.Span[(((b * keys) + k) * width) + i];
                            score /= Math.Sqrt(width);
                            float m = added is null ? 0 : added[(((b * queries) + q) * keys) + k];
                            bool excluded = (causal && k > q) || (kind == AttentionMaskKind.Boolean && m == 0);
                            weights[k] = excluded ? 0 : Math.Exp(score + (kind == AttentionMaskKind.Additive ? m : 0));
                        }
                        double sum = weights.Sum();
                        for (int v = 0; v < values; v++)
                        {
                            double expected = 0;
                            for (int k = 0; k < keys; k++) expected += sum == 0 ? 0 : weights[k] / sum * value.Span[(((b * keys) + k) * values) + v];
                            Assert.Equal(expected, actual[(((b * queries) + q) * values) + v], 2e-5);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void The_order_of_the_keys_does_not_matter() => Check.QuickThrowOnFailure(Prop.ForAll(
        Arb.From(from queries in Gen.Choose(1, 130) from keys in Gen.Choose(1, 70) from width in Gen.Choose(1, 40) select (queries, keys, width)),
        size =>
        {
            Tensor query = GradientCheck.Random([size.queries, size.width], 1), key = GradientCheck.Random([size.keys, size.width], 2), value = GradientCheck.Random([size.keys, 3], 3);
            float[] expected = Ops.ScaledDotProductAttention(query, key, value).ToArray(), actual = Ops.ScaledDotProductAttention(query, Reversed(key), Reversed(value)).ToArray();
            for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);

            static Tensor Reversed(Tensor rows) => Tensor.From([.. rows.ToArray().Chunk(rows.Shape[1]).Reverse().SelectMany(row => row)], rows.Shape);
        }));

    [Fact]
    public void Large_scores_do_not_overflow()
    {
        Tensor query = Tensor.Full([1, 2], 1e4f), key = Tensor.From([1e4f, 1e4f, -1e4f, -1e4f, 1e4f, 1e4f], [3, 2]), value = Tensor.From([1, 2, 5], [3, 1]);
        Assert.Equal([3f], Ops.ScaledDotProductAttention(query, key, value).ToArray());
    }

    [Theory]
    [InlineData(AttentionMaskKind.Additive, float.NegativeInfinity)]
    [InlineData(AttentionMaskKind.Boolean, 0)]
    public void A_query_without_keys_gets_zeros_and_no_gradient(AttentionMaskKind kind, float exclude)
    {
        Tensor query = GradientCheck.Random([2, 3], 1), key = GradientCheck.Random([20, 3], 2), value = GradientCheck.Random([20, 2], 3);
        query.RequiresGrad = key.RequiresGrad = value.RequiresGrad = true;
        Tensor mask = Tensor.Full([2, 20], 1);
        mask.Span[20..].Fill(exclude);
        Tensor output = Ops.ScaledDotProductAttention(query, key, value, mask, new() { MaskKind = kind });
        Ops.Sum(output).Backward();
        Assert.Equal([0f, 0f], output.ToArray()[2..]);
        Assert.Equal([0f, 0f, 0f], query.Grad!.ToArray()[3..]);
        Assert.DoesNotContain(0f, output.ToArray()[..2]);
        Assert.All([.. key.Grad!.ToArray(), .. value.Grad!.ToArray()], number => Assert.True(float.IsFinite(number)));
    }

    [Fact]
    public void A_NaN_stays_in_its_query_and_an_excluded_key_may_be_NaN()
    {
        Tensor query = GradientCheck.Random([2, 3], 1), key = GradientCheck.Random([9, 3], 2), value = GradientCheck.Random([9, 2], 3);
        query.Span[0] = float.NaN;
        float[] output = Ops.ScaledDotProductAttention(query, key, value).ToArray();
        Assert.All(output[..2], number => Assert.True(float.IsNaN(number)));
        Assert.All(output[2..], number => Assert.False(float.IsNaN(number)));
        query.Span[0] = 1;
        key.Span[^1] = float.NaN;
        Tensor mask = Tensor.Ones([9]);
        mask.Span[8] = 0;
        Assert.All(Ops.ScaledDotProductAttention(query, key, value, mask, new() { MaskKind = AttentionMaskKind.Boolean }).ToArray(), number => Assert.False(float.IsNaN(number)));
    }

    [Fact]
    public void Dropout_zeroes_the_wanted_share_and_scales_the_rest()
    {
        // Equal scores and values of one: each output is the sum of its kept weights.
        Tensor query = Tensor.Zeros([50, 40, 4]), key = Tensor.Zeros([50, 60, 4]), value = Tensor.Ones([50, 60, 1]);
        var options = new AttentionOptions { Dropout = 0.25f, Random = new Philox(1, 2) };
        float[] output = Ops.ScaledDotProductAttention(query, key, value, null, options).ToArray();
        Assert.Equal(1, output.Average(), 0.01f);
        Assert.True(output.Distinct().Count() > 10);
        Assert.Equal(output, Ops.ScaledDotProductAttention(query, key, value, null, options).ToArray());
        Assert.NotEqual(output, Ops.ScaledDotProductAttention(query, key, value, null, options with { Random = new Philox(1, 3) }).ToArray());
    }

    [Fact]
    public void Axes_of_length_zero_are_defined()
    {
        Assert.Equal<Shape>([0, 3, 2], Attend([0, 3, 4], [0, 5, 4], [0, 5, 2]).Shape);
        Assert.Equal<Shape>([2, 0, 2], Attend([2, 0, 4], [2, 5, 4], [2, 5, 2]).Shape);
        Assert.Equal<Shape>([2, 3, 0], Attend([2, 3, 4], [2, 5, 4], [2, 5, 0]).Shape);
        Assert.Equal(new float[12], Attend([2, 3, 4], [2, 0, 4], [2, 0, 2]).ToArray());
        // Without a width all scores are zero: the mean of the values.
        Assert.Equal([1.5f, 1.5f], Ops.ScaledDotProductAttention(Tensor.Zeros([2, 0]), Tensor.Zeros([2, 0]), Tensor.From([1, 2], [2, 1])).ToArray());

        static Tensor Attend(Shape query, Shape key, Shape value) => Ops.ScaledDotProductAttention(Tensor.Ones(query), Tensor.Ones(key), Tensor.Ones(value));
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Expect("query, key and value have at least two axes; received shapes [4], [5, 4], [5, 2]", [4], [5, 4], [5, 2]);
        Expect("the last axis of the key is that of the query, 4, but is 3; received shapes [3, 4], [5, 3], [5, 2]", [3, 4], [5, 3], [5, 2]);
        Expect("there are as many values as keys, 5, but 6; received shapes [3, 4], [5, 4], [6, 2]", [3, 4], [5, 4], [6, 2]);
        Expect("the leading axes of query, key and value are equal; received shapes [2, 3, 4], [2, 5, 4], [1, 5, 2]", [2, 3, 4], [2, 5, 4], [1, 5, 2]);
        Expect("the mask broadcasts to [3, 5]; received shapes [3, 4], [5, 4], [5, 2], [4]", [3, 4], [5, 4], [5, 2], [4]);
        Expect("the mask broadcasts to [3, 5]; received shapes [3, 4], [5, 4], [5, 2], [1, 3, 5]", [3, 4], [5, 4], [5, 2], [1, 3, 5]);
        Tensor x = Tensor.Ones([3, 4]);
        foreach (float scale in (ReadOnlySpan<float>)[0, -1, float.NaN, float.PositiveInfinity])
            Assert.Throws<ArgumentOutOfRangeException>(() => Ops.ScaledDotProductAttention(x, x, x, null, new() { Scale = scale }));
        foreach (float dropout in (ReadOnlySpan<float>)[-0.1f, 1, float.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => Ops.ScaledDotProductAttention(x, x, x, null, new() { Dropout = dropout }));

        static void Expect(string text, Shape query, Shape key, Shape value, Shape? mask = null)
        {
            string message = Assert.Throws<ArgumentException>(() => Ops.ScaledDotProductAttention(Tensor.Zeros(query), Tensor.Zeros(key), Tensor.Zeros(value), mask is { } shape ? Tensor.Zeros(shape) : null)).Message;
            Assert.Equal($"ScaledDotProductAttention: {text}", message);
        }
    }
}
