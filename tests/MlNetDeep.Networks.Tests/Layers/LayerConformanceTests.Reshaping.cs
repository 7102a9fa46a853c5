using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public partial class LayerConformanceTests
{
    [Fact] public void ZeroPadding2D() => LayerConformance.Verify(new ZeroPadding2D(Padding.Explicit(new Padding2D(1, 0, 2, 3))), s_image);

    [Fact] public void ZeroPadding1D() => LayerConformance.Verify(new ZeroPadding1D(Padding1D.Explicit(2, 1)), s_sequence);

    [Fact] public void Cropping1D() => LayerConformance.Verify(new Cropping1D(Padding1D.Explicit(2, 1)), s_sequence);

    [Fact] public void Cropping2D() => LayerConformance.Verify(new Cropping2D(Padding.Explicit(new Padding2D(1, 0, 2, 1))), s_image);

    [Fact] public void UpSampling1D() => LayerConformance.Verify(new UpSampling1D(3), s_sequence);

    [Fact] public void UpSampling2D() => LayerConformance.Verify(new UpSampling2D((2, 3)), [3, 2, 2]);

    [Fact] public void UpSampling2D_bilinear() => LayerConformance.Verify(new UpSampling2D(2) { Interpolation = ResizeMode.Bilinear }, [3, 2, 2]);

    [Fact] public void Reshape() => LayerConformance.Verify(new Reshape([2, -1, 3]), [6, 5]);

    [Fact] public void Reshape_to_known_lengths() => LayerConformance.Verify(new Reshape([30]), [6, 5]);

    [Fact] public void Permute() => LayerConformance.Verify(new Permute([3, 1, 2]), [2, 3, 4]);

    [Fact] public void RepeatVector() => LayerConformance.Verify(new RepeatVector(3), [5]);
}
