using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Truncated normal with variance 1 / fan-in (LeCun et al. 1998): for SELU layers (Klambauer et al. 2017).</summary>
public sealed record LecunNormal : Initializer
{
    private protected override string Text => "lecun_normal";

    private protected override void Fill(Span<float> values, Shape shape, Philox random) =>
        FillNormal(values, random, 1 / Math.Max(1, Fans(shape).In));
}
