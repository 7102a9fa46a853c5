using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>All numbers are 1: the usual start of a normalisation's gain.</summary>
public sealed record Ones : Initializer
{
    private protected override string Text => "ones";

    private protected override void Fill(Span<float> values, Shape shape, Philox random) => values.Fill(1);
}
