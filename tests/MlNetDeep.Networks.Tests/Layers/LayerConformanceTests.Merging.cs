namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void Multiply() => LayerConformance.Verify(new Multiply(), [4, 3], [4, 3], [4, 3]);

    [Fact] public void Multiply_by_a_number_for_each_channel() => LayerConformance.Verify(new Multiply(), [4, 3, 2], [1, 1, 2], [2]);
}
