using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Truncated normal with variance 2 / fan-in (He et al. 2015): for layers followed by ReLU.</summary>
public sealed record HeNormal : Initializer
{
    private protected override string Text => "he_normal";

    private protected override void Fill(Span<float> values, Shape shape, Philox random) =>
        FillNormal(values, random, 2 / Math.Max(1, Fans(shape).In));
}
