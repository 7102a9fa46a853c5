namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void Rescaling() => LayerConformance.Verify(new Rescaling(0.5f) { Offset = -1 }, s_image);

    [Fact] public void Rescaling_of_channels() => LayerConformance.Verify(new Rescaling([1, 2, 3, 4]) { Offset = [0.5f, 0, 1, 2] }, s_image);

    [Fact] public void Normalization() => LayerConformance.Verify(new Normalization(0.25f, 4), [9]);

    [Fact] public void Normalization_of_features() => LayerConformance.Verify(new Normalization([1, 2, 3], [0.5f, 0, 2]), [2, 3]);

    [Fact] public void Normalization_inverted() => LayerConformance.Verify(new Normalization([1, 2, 3], 4) { Invert = true }, [3]);
}
