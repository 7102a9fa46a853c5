namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    private static readonly ConformanceInput s_steps = new([5, 3]), s_lengths = new([1], 0, 5), s_words = new([6], 0, 8);

    [Fact] public void SimpleRnn() => LayerConformance.Verify(new SimpleRnn(4), s_steps);

    [Fact]
    public void SimpleRnn_with_everything() => LayerConformance.Verify(
        new SimpleRnn(4) { Activation = "relu", ReturnSequences = true, GoBackwards = true, UseBias = false, RecurrentInitializer = "identity(0.5)", KernelInitializer = "normal(0.5)" },
        s_steps, s_lengths);

    [Fact] public void Lstm() => LayerConformance.Verify(new Lstm(4), s_steps);

    [Fact]
    public void Lstm_with_everything() => LayerConformance.Verify(
        new Lstm(3)
        {
            ReturnSequences = true,
            GoBackwards = true,
            UnitForgetBias = false,
            BiasInitializer = "constant(0.1)",
            RecurrentInitializer = "variance_scaling(2,fan_avg,uniform)",
            KernelRegularizer = "l2(0.001)",
            RecurrentRegularizer = "l1(0.001)",
            BiasRegularizer = "l2(0.001)",
            KernelConstraint = "max_norm(3)",
            RecurrentConstraint = "max_norm(2)",
        },
        s_steps, s_lengths);

    [Fact] public void Gru() => LayerConformance.Verify(new Gru(4), s_steps);

    [Fact] public void Gru_of_lengths() => LayerConformance.Verify(new Gru(3) { ReturnSequences = true, UseBias = false }, s_steps, s_lengths);

    [Theory]
    [InlineData(BidirectionalMerge.Concatenate)]
    [InlineData(BidirectionalMerge.Sum)]
    [InlineData(BidirectionalMerge.Multiply)]
    [InlineData(BidirectionalMerge.Average)]
    public void Bidirectional(BidirectionalMerge merge) => LayerConformance.Verify(new Bidirectional(new Gru(3)) { Merge = merge }, s_steps);

    [Fact] public void Bidirectional_sequences_of_lengths() => LayerConformance.Verify(new Bidirectional(new Lstm(3) { ReturnSequences = true }), s_steps, s_lengths);

    [Fact] public void TimeDistributed_dense() => LayerConformance.Verify(new TimeDistributed(new Dense(4) { Activation = "tanh" }), s_steps);

    [Fact]
    public void TimeDistributed_of_images_within_another() => LayerConformance.Verify(
        new TimeDistributed(new TimeDistributed(new Conv2D(2, 3) { Padding = Padding.Same, Stride = 2 })), [2, 2, 4, 4, 2]);

    [Fact] public void TimeDistributed_recurrent() => LayerConformance.Verify(new TimeDistributed(new Bidirectional(new SimpleRnn(2))), [2, 4, 3]);

    [Fact] public void Embedding() => LayerConformance.Verify(new Embedding(9, 4), s_words);

    [Fact] public void Embedding_with_padding() => LayerConformance.Verify(new Embedding(9, 3) { MaskZero = true, EmbeddingsInitializer = "normal(1)", EmbeddingsConstraint = "max_norm(5)" }, new ConformanceInput([2, 3], 1, 8));

    [Fact] public void SequenceLengths() => LayerConformance.Verify(new SequenceLengths(), new ConformanceInput([6], 0, 2));
}
