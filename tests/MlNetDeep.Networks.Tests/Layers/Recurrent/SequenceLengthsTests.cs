using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class SequenceLengthsTests
{
    [Fact]
    public void The_last_number_other_than_zero_counts()
    {
        Network network = Network.Sequential([4], [new SequenceLengths()]);
        Tensor lengths = network.Predict(Tensor.From([3, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 5, 7, 7, 7, 0], [4, 4]));
        Assert.Equal([4, 1], lengths.Shape.ToArray());
        Assert.Equal([2f, 0, 4, 3], lengths.ToArray());
    }

    [Fact]
    public void Vectors_are_refused() =>
        Assert.Contains("expects [steps]; received [4, 2]", Assert.Throws<ShapeException>(() => Network.Input([4, 2]).Apply(new SequenceLengths())).Message, StringComparison.Ordinal);
}
