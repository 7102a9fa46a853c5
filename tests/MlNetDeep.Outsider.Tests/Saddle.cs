using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A data set of an outsider: x * y at random points, drawn anew in each epoch.</summary>
public sealed class Saddle : Dataset
{
    public override int Count => 256;

    public override IReadOnlyList<Shape> InputShapes => [[2]];

    public override Shape? TargetShape => new Shape(1);

    public override bool HasSampleWeights => Weighted;

    public bool Weighted { get; init; }

    public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            Span<float> point = batch.Inputs[0].Span.Slice(2 * i, 2);
            context.RandomFor(indices[i]).Uniform(point, -1, 1);
            batch.Targets!.Span[i] = point[0] * point[1];
            if (batch.SampleWeights is not null) batch.SampleWeights[i] = indices[i] % 2 + 1;
        }
    }
}
