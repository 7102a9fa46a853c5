using Microsoft.ML;
using MlNetDeep.Pipelines.Inputs;

namespace MlNetDeep.Pipelines.Training;

/// <summary>Learns the scale of a label that is a number; of others there is nothing to learn.</summary>
internal sealed class TargetMoments(TrainingTarget target)
{
    private readonly NumericMoments _moments = new(target.Length);

    public Action Observe(DataViewRow row)
    {
        if (target is not NumberTarget) return () => { };
        RowReader reader = NumberReader.Open(row, target.Find(row.Schema));
        float[] values = new float[target.Length];
        return () =>
        {
            reader(values);
            _moments.Add(values);
        };
    }

    public void Standardise() => (target as NumberTarget)?.Standardise(_moments);
}
