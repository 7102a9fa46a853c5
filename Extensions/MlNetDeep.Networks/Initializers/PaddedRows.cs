using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The table of an embedding whose first row is padding: zeros there, the rest by another initializer. Not in files.</summary>
internal sealed record PaddedRows(Initializer Others) : Initializer
{
    private protected override string Text => $"padded_rows({Others})";

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        Others.Create(shape, random.Seed, random.Stream).Span.CopyTo(values);
        values[..shape[-1]].Clear();
    }
}
