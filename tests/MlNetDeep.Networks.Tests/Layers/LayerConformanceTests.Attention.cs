namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void MultiHeadAttention_to_itself() => LayerConformance.Verify(new MultiHeadAttention(2, 3), [5, 4]);

    [Fact] public void MultiHeadAttention_to_a_value() => LayerConformance.Verify(new MultiHeadAttention(3, 2) { OutputSize = 5 }, [4, 4], [6, 3]);

    [Fact]
    public void MultiHeadAttention_with_everything() => LayerConformance.Verify(
        new MultiHeadAttention(2, 3)
        {
            ValueSize = 2,
            OutputSize = 3,
            Dropout = 0.2f,
            Causal = true,
            KeyLengths = true,
            BiasInitializer = "normal(0.1)",
            KernelRegularizer = "l2(0.001)",
            BiasRegularizer = "l2(0.001)",
            KernelConstraint = "max_norm(4)",
        },
        new ConformanceInput([5, 4]), new ConformanceInput([6, 3]), new ConformanceInput([6, 2]), new ConformanceInput([1], 0, 6));

    [Fact] public void MultiHeadAttention_without_bias() => LayerConformance.Verify(new MultiHeadAttention(2, 2) { UseBias = false, Causal = true }, [5, 3]);

    [Fact] public void PositionEmbedding() => LayerConformance.Verify(new PositionEmbedding(7), [5, 4]);

    [Fact] public void PositionalEncoding() => LayerConformance.Verify(new PositionalEncoding { MaxWavelength = 100 }, [5, 3]);
}
