using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Uniform in plus or minus sqrt(6 / (fan-in + fan-out)) (Glorot and Bengio 2010): for linear, tanh and sigmoid layers.</summary>
public sealed record GlorotUniform : Initializer
{
    private protected override string Text => "glorot_uniform";

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        (double fanIn, double fanOut) = Fans(shape);
        FillUniform(values, random, 2 / Math.Max(1, fanIn + fanOut));
    }
}
