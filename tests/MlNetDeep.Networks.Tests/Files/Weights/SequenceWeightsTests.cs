namespace MlNetDeep.Networks.Tests;

public class SequenceWeightsTests
{
    [Theory]
    [InlineData(WeightLayout.Network)]
    [InlineData(WeightLayout.Torch)]
    public void Weights_of_sequence_layers_come_back(WeightLayout layout)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            Network saved = Build(1), loaded = Build(2);
            saved.SaveWeights(path, layout);
            Assert.True(loaded.LoadWeights(path).IsComplete);
            TestData.AssertSameBits(saved, loaded);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Network Build(ulong seed) => Network.Sequential(
        [6],
        [
            new Embedding(9, 4), new PositionEmbedding(8), new PositionalEncoding(), new MultiHeadAttention(2, 3), new Bidirectional(new Gru(3) { ReturnSequences = true }),
            new TimeDistributed(new Dense(5)), new Lstm(4) { ReturnSequences = true }, new SimpleRnn(2),
        ],
        seed);
}
