using System.Buffers;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

internal sealed class SubsetDataset : Dataset
{
    private readonly Dataset _source;
    private readonly int[] _indices;

    public SubsetDataset(Dataset source, IReadOnlyList<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        foreach (int index in indices)
            if ((uint)index >= (uint)source.Count)
                throw new ArgumentOutOfRangeException(nameof(indices), index, $"sample {index} is not one of the {source.Count} samples of the data set");
        _source = source;
        _indices = [.. indices];
    }

    public override int Count => _indices.Length;

    public override IReadOnlyList<Shape> InputShapes => _source.InputShapes;

    public override bool HasLabels => _source.HasLabels;

    public override Shape? TargetShape => _source.TargetShape;

    public override IReadOnlyList<TargetSpec> Targets => _source.Targets;

    public override bool HasSampleWeights => _source.HasSampleWeights;

    public override Batch CreateBatch(int count) => _source.CreateBatch(count);

    public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
    {
        int[] mapped = ArrayPool<int>.Shared.Rent(indices.Length);
        for (int i = 0; i < indices.Length; i++) mapped[i] = _indices[indices[i]];
        _source.Load(mapped.AsSpan(0, indices.Length), context, batch);
        ArrayPool<int>.Shared.Return(mapped);
    }
}
