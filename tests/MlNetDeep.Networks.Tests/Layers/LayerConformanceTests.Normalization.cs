namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void LocalResponseNorm() => LayerConformance.Verify(new LocalResponseNorm(), s_image);

    [Fact] public void LocalResponseNorm_with_everything() => LayerConformance.Verify(new LocalResponseNorm(2) { Alpha = 0.5f, Beta = 0.5f, K = 2 }, [5, 6]);

    [Fact] public void LayerNorm() => LayerConformance.Verify(new LayerNorm(), [5, 6]);

    [Fact] public void LayerNorm_of_all_axes_without_gain() => LayerConformance.Verify(new LayerNorm { LastAxes = 3, Epsilon = 1e-3f, Scale = false }, s_image);

    [Fact] public void RmsNorm() => LayerConformance.Verify(new RmsNorm(), [9]);

    [Fact] public void RmsNorm_of_two_axes_without_gain() => LayerConformance.Verify(new RmsNorm { LastAxes = 2, Epsilon = 1e-2f, Scale = false }, [3, 5]);

    [Fact] public void GroupNorm() => LayerConformance.Verify(new GroupNorm(2), s_image);

    [Fact] public void GroupNorm_of_vectors_without_shift() => LayerConformance.Verify(new GroupNorm(3) { Epsilon = 1e-3f, Center = false }, [12]);

    [Fact] public void InstanceNorm() => LayerConformance.Verify(new InstanceNorm(), s_image);

    [Fact] public void InstanceNorm_of_sequences_without_weights() => LayerConformance.Verify(new InstanceNorm { Epsilon = 1e-3f, Scale = false, Center = false }, [8, 3]);

    [Fact] public void UnitNorm() => LayerConformance.Verify(new UnitNorm(), [4, 5]);

    [Fact] public void UnitNorm_of_another_axis() => LayerConformance.Verify(new UnitNorm(1), [4, 5]);
}
