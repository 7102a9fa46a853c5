using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class MultiHeadAttentionTests
{
    [Fact]
    public void One_head_with_identities_is_PyTorchs_attention()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "attention_single_head");
        Tensor query = golden.Input("q").ToTensor(true), key = golden.Input("k").ToTensor(true), value = golden.Input("v").ToTensor(true);
        Node[] inputs = [Network.Input([5, 4]), Network.Input([6, 4]), Network.Input([6, 4])];
        var network = new Network(inputs, [new MultiHeadAttention(1, 4) { KernelInitializer = "identity" }.Call(inputs)]);
        Tensor output = network.Forward([query, value, key], new ForwardContext(Training: true))[0];
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("output", golden.Output(), output.Span);
        golden.Check("query gradient", golden.Gradient("q"), query.Grad!.Span);
        golden.Check("key gradient", golden.Gradient("k"), key.Grad!.Span);
        golden.Check("value gradient", golden.Gradient("v"), value.Grad!.Span);
    }

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, true)]
    [InlineData(2, false, true)]
    [InlineData(2, true, false)]
    [InlineData(3, false, false)]
    [InlineData(3, true, true)]
    public void A_plain_loop_gives_the_same_numbers(int inputs, bool causal, bool lengths)
    {
        const int batch = 2, queries = 4, heads = 3, keySize = 2, valueSize = 4, features = 5;
        int keys = inputs == 1 ? queries : 6;
        Tensor query = TestData.Random([batch, queries, features], 1);
        Tensor value = inputs == 1 ? query : TestData.Random([batch, keys, 3], 2), key = inputs < 3 ? value : TestData.Random([batch, keys, 2], 3);
        int[] valid = lengths ? [keys - 1, 2] : [keys, keys];
        List<Tensor> data = [.. new[] { query, value, key }.Take(inputs)];
        if (lengths) data.Add(Tensor.From([.. valid.Select(v => (float)v)], [batch, 1]));

        var layer = new MultiHeadAttention(heads, keySize) { ValueSize = valueSize, OutputSize = 7, Causal = causal, KeyLengths = lengths, BiasInitializer = "normal(0.5)" };
        Node[] nodes = [.. data.Select(tensor => Network.Input(new Shape(tensor.Shape.Dimensions[1..])))];
        var network = new Network(nodes, [layer.Call(nodes)], 6);
        float[] actual = network.Predict(data)[0].ToArray();

        for (int n = 0; n < batch; n++)
        {
            double[][] q = Project(query, n, "query"), k = Project(key, n, "key"), v = Project(value, n, "value");
            for (int i = 0; i < queries; i++)
            {
                double[] joined = new double[heads * valueSize];
                for (int h = 0; h < heads; h++)
                {
                    int seen = Math.Min(valid[n], causal ? i + 1 : keys);
                    double[] weights = [.. Enumerable.Range(0, seen).Select(j => Math.Exp(Enumerable.Range(h * keySize, keySize).Sum(c => q[i][c] * k[j][c]) / Math.Sqrt(keySize)))];
                    for (int c = 0; c < valueSize; c++) joined[h * valueSize + c] = Enumerable.Range(0, seen).Sum(j => weights[j] * v[j][h * valueSize + c]) / weights.Sum();
                }
                double[] expected = Affine(joined, "output");
                for (int c = 0; c < 7; c++) Assert.Equal(expected[c], actual[(n * queries + i) * 7 + c], 1e-5);
            }
        }

        double[][] Project(Tensor x, int n, string part) => [.. Enumerable.Range(0, x.Shape[1]).Select(step =>
            Affine([.. x.ToArray().AsSpan((n * x.Shape[1] + step) * x.Shape[2], x.Shape[2]).ToArray().Select(f => (double)f)], part))];

        double[] Affine(double[] x, string part)
        {
            Tensor kernel = network.GetWeight($"multi_head_attention/{part}_kernel").Value, bias = network.GetWeight($"multi_head_attention/{part}_bias").Value;
            return [.. Enumerable.Range(0, bias.Count).Select(o => bias.Span[o] + x.Select((f, i) => f * kernel.Span[i * bias.Count + o]).Sum())];
        }
    }

    [Fact]
    public void Weights_have_the_names_of_Keras()
    {
        Network network = Network.Sequential([5, 6], [new MultiHeadAttention(2, 3) { ValueSize = 4 }]);
        Assert.Equal(
            [
                "query_kernel [6, 6]", "query_bias [6]", "key_kernel [6, 6]", "key_bias [6]", "value_kernel [6, 8]", "value_bias [8]", "output_kernel [8, 6]", "output_bias [6]",
            ],
            network.Weights.Select(weight => weight.ToString()["multi_head_attention/".Length..]));
    }

    [Fact]
    public void Dropout_is_for_training_alone_and_depends_on_the_seed()
    {
        Network network = Network.Sequential([5, 6], [new MultiHeadAttention(2, 3) { Dropout = 0.5f }]), plain = Network.Sequential([5, 6], [new MultiHeadAttention(2, 3)]);
        Tensor input = TestData.Random([2, 5, 6], 1);
        TestData.AssertSameBits(plain.Predict(input), network.Predict(input));
        Tensor first = network.Forward(input, new ForwardContext(true, 1)), same = network.Forward(input, new ForwardContext(true, 1)), other = network.Forward(input, new ForwardContext(true, 2));
        TestData.AssertSameBits(first, same);
        Assert.NotEqual(first.ToArray(), other.ToArray());
        Assert.NotEqual(first.ToArray(), network.Predict(input).ToArray());
    }

    public static TheoryData<Layer, string> BadOptions => new()
    {
        { new MultiHeadAttention(0, 3), "Heads must be at least 1, is 0" },
        { new MultiHeadAttention(2, 0), "KeySize must be at least 1, is 0" },
        { new MultiHeadAttention(2, 3) { ValueSize = 0 }, "ValueSize must be at least 1, is 0" },
        { new MultiHeadAttention(2, 3) { OutputSize = -1 }, "OutputSize must be at least 1, is -1" },
        { new MultiHeadAttention(65_536, 65_536), "Heads 65536 times KeySize 65536 or ValueSize 65536 must be at most 2147483647" },
        { new MultiHeadAttention(2, 3) { Dropout = 1 }, "Dropout must be in [0, 1), is 1" },
        { new MultiHeadAttention(2, 3) { KeyLengths = true }, "expects one to three inputs [steps, features] and lengths [1]; received [5, 4]" },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void An_option_out_of_range_is_refused(Layer layer, string expected) =>
        Assert.Equal("multi_head_attention (MultiHeadAttention): " + expected, Assert.Throws<ShapeException>(() => Network.Input([5, 4]).Apply(layer)).Message);

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        Node sequence = Network.Input([5, 4]), other = Network.Input([6, 4]), image = Network.Input([5, 4, 3]);
        Assert.Contains("expects as many keys as values; received [5, 4] and [6, 4] and [5, 4]", Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 3).Call(sequence, other, sequence)).Message, StringComparison.Ordinal);
        Assert.Contains("expects one to three inputs [steps, features]; received [5, 4, 3]", Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 3).Call(image)).Message, StringComparison.Ordinal);
        Assert.Contains("expects one to three inputs", Assert.Throws<ShapeException>(() => new MultiHeadAttention(2, 3).Call(sequence, other, other, other)).Message, StringComparison.Ordinal);
    }
}
