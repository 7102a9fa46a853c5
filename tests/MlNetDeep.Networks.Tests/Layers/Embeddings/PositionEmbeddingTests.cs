using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class PositionEmbeddingTests
{
    [Fact]
    public void The_first_vectors_are_added()
    {
        Network network = Network.Sequential([2, 3], [new PositionEmbedding(4)]);
        Tensor table = network.GetWeight("position_embedding/embeddings").Value;
        Assert.Equal([4, 3], table.Shape.ToArray());
        float[] output = network.Predict(Tensor.Ones([2, 2, 3])).ToArray();
        for (int i = 0; i < output.Length; i++) Assert.Equal(1 + table.Span[i % 6], output[i]);
    }

    [Fact]
    public void Too_many_steps_are_refused()
    {
        Assert.Contains("expects at most MaxLength 4 steps; received [5, 3]", Assert.Throws<ShapeException>(() => Network.Input([5, 3]).Apply(new PositionEmbedding(4))).Message, StringComparison.Ordinal);
        Assert.Contains("MaxLength must be at least 1, is 0", Assert.Throws<ShapeException>(() => Network.Input([5, 3]).Apply(new PositionEmbedding(0))).Message, StringComparison.Ordinal);
    }
}
