using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Uniform in plus or minus sqrt(3 / fan-in) (LeCun et al. 1998).</summary>
public sealed record LecunUniform : Initializer
{
    private protected override string Text => "lecun_uniform";

    private protected override void Fill(Span<float> values, Shape shape, Philox random) =>
        FillUniform(values, random, 1 / Math.Max(1, Fans(shape).In));
}
