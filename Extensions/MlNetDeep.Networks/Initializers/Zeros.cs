using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>All numbers are 0: the usual start of a bias.</summary>
public sealed record Zeros : Initializer
{
    private protected override string Text => "zeros";

    private protected override void Fill(Span<float> values, Shape shape, Philox random) => values.Clear();
}
