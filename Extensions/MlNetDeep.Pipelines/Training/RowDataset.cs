using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Training;

/// <summary>Encoded rows as samples: the inputs one after the other, then the targets, then the weight.</summary>
internal sealed class RowDataset(RowStore rows, IReadOnlyList<Shape> inputs, IReadOnlyList<TargetSpec> targets, bool weighted) : Dataset
{
    private readonly float[] _label = new float[1];

    public override int Count => rows.Count;

    public override IReadOnlyList<Shape> InputShapes => inputs;

    public override bool HasLabels => targets[0].HasLabels;

    public override Shape? TargetShape => targets[0].Shape;

    public override IReadOnlyList<TargetSpec> Targets => targets;

    public override bool HasSampleWeights => weighted;

    /// <summary>How many numbers an encoded row has.</summary>
    public static int Length(IReadOnlyList<Shape> inputs, IReadOnlyList<TrainingTarget> targets, bool weighted) =>
        inputs.Sum(shape => shape.Count) + targets.Sum(target => target.Length) + (weighted ? 1 : 0);

    /// <summary>The class of a row.</summary>
    public int LabelOf(int row)
    {
        rows.Read(row, inputs.Sum(shape => shape.Count), _label);
        return (int)_label[0];
    }

    public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (int i = 0; i < indices.Length; i++)
        {
            int at = 0;
            for (int k = 0; k < inputs.Count; at += inputs[k++].Count) rows.Read(indices[i], at, batch.Inputs[k].Span.Slice(i * inputs[k].Count, inputs[k].Count));
            for (int k = 0; k < targets.Count; k++)
            {
                TargetData target = batch.Outputs[k];
                if (targets[k].Shape is Shape shape)
                {
                    rows.Read(indices[i], at, target.Values!.Span.Slice(i * shape.Count, shape.Count));
                    at += shape.Count;
                    continue;
                }
                rows.Read(indices[i], at++, _label);
                target.Labels![i] = (int)_label[0];
            }
            if (weighted) rows.Read(indices[i], at, batch.SampleWeights.AsSpan(i, 1));
        }
    }
}
