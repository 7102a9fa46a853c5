using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Uniform in plus or minus sqrt(6 / fan-in) (He et al. 2015): for layers followed by ReLU.</summary>
public sealed record HeUniform : Initializer
{
    private protected override string Text => "he_uniform";

    private protected override void Fill(Span<float> values, Shape shape, Philox random) =>
        FillUniform(values, random, 2 / Math.Max(1, Fans(shape).In));
}
