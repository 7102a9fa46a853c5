using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>All numbers are the same.</summary>
/// <param name="Value">The number.</param>
public sealed record Constant(float Value) : Initializer
{
    private protected override string Text => NamedValue.Format("constant", Value);

    private protected override void Fill(Span<float> values, Shape shape, Philox random) => values.Fill(Value);
}
