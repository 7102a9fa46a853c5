using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The table of <see cref="PositionalEncoding"/>. Not in files: the layer makes it.</summary>
internal sealed record Sinusoids(float MaxWavelength) : Initializer
{
    private protected override string Text => NamedValue.Format("sinusoids", MaxWavelength);

    private protected override void Fill(Span<float> values, Shape shape, Philox random)
    {
        int features = shape[-1];
        for (int i = 0; i < values.Length; i++)
        {
            (int position, int feature) = Math.DivRem(i, features);
            double angle = position / Math.Pow(MaxWavelength, (double)(feature - feature % 2) / features);
            values[i] = (float)(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }
    }
}
