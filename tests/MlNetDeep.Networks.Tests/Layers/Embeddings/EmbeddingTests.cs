using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

public class EmbeddingTests
{
    [Fact]
    public void Vectors_and_gradients_are_PyTorchs()
    {
        GoldenCase golden = Golden.Case("ops_rnn", "embedding");
        Network network = Network.Sequential([3], [new Embedding(10, 4) { MaskZero = true }]);
        Tensor weight = network.GetWeight("embedding/embeddings").Value;
        weight.CopyFrom(golden.Input("weight").Values);
        Tensor output = network.Forward(golden.Input("indices").ToTensor(), new ForwardContext(Training: true));
        golden.Check("output", golden.Output(), output.Span);
        output.Backward(golden.Input("grad_output").ToTensor());
        golden.Check("weight gradient", golden.Gradient("weight"), weight.Grad!.Span);
    }

    [Fact]
    public void The_padding_starts_with_zeros_and_only_it()
    {
        float[] padded = Network.Sequential([3], [new Embedding(5, 4) { MaskZero = true }], 2).Weights[0].Value.ToArray();
        float[] plain = Network.Sequential([3], [new Embedding(5, 4)], 2).Weights[0].Value.ToArray();
        Assert.All(padded[..4], value => Assert.Equal(0, value));
        Assert.Equal(plain[4..], padded[4..]);
        Assert.All(plain, value => Assert.InRange(Math.Abs(value), float.Epsilon, 0.05f));
    }

    [Theory]
    [InlineData(5, "5")]
    [InlineData(-1, "-1")]
    [InlineData(1.5f, "1.5")]
    [InlineData(float.NaN, "NaN")]
    [InlineData(1e10f, "1E+10")]
    public void A_number_that_is_no_index_names_its_place_and_the_range(float number, string text)
    {
        Network network = Network.Sequential([2, 2], [new Embedding(5, 3)]);
        string message = Assert.Throws<ShapeException>(() => network.Predict(Tensor.From([0, 1, 2, 3, 4, 0, number, 1], [2, 2, 2]))).Message;
        Assert.Equal($"embedding (Embedding): indices must be whole numbers from 0 to 4, that of sample 1 at position 2 is {text}", message);
    }

    [Fact]
    public void Sizes_out_of_range_are_refused()
    {
        Node input = Network.Input([3]);
        Assert.Contains("InputSize must be from 1 to 16777216, is 16777217", Assert.Throws<ShapeException>(() => input.Apply(new Embedding(16_777_217, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("InputSize must be from 1 to 16777216, is 0", Assert.Throws<ShapeException>(() => input.Apply(new Embedding(0, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("OutputSize must be at least 1, is 0", Assert.Throws<ShapeException>(() => input.Apply(new Embedding(3, 0))).Message, StringComparison.Ordinal);
    }
}
