using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The bias of an LSTM, [i, f, g, o]: ones for f, the rest by another initializer. Not in files: the layer makes it.</summary>
internal sealed record ForgetBias(Initializer Others) : Initializer
{
    private protected override string Text => $"forget_bias({Others})";

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        Others.Create(shape, random.Seed, random.Stream).Span.CopyTo(values);
        int units = values.Length / 4;
        values.Slice(units, units).Fill(1);
    }
}
