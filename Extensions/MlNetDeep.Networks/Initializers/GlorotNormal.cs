using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>Truncated normal with variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010).</summary>
public sealed record GlorotNormal : Initializer
{
    private protected override string Text => "glorot_normal";

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        (double fanIn, double fanOut) = Fans(shape);
        FillNormal(values, random, 2 / Math.Max(1, fanIn + fanOut));
    }
}
