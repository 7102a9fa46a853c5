using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines.Tasks;

/// <summary>Yes or no.</summary>
internal sealed class BinaryTask(string labelColumnName, string predictedLabelColumnName, string scoreColumnName, string probabilityColumnName) : LearningTask
{
    public override Loss DefaultLoss => new BinaryCrossEntropy();

    public override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        BinaryTarget.Check(shape, labelColumnName);
        return BinaryHead.AddTo(context, shape, predictedLabelColumnName, scoreColumnName, probabilityColumnName);
    }

    public override TrainingTarget Target(DataViewSchema schema) => new BinaryTarget(labelColumnName);

    public override int Outputs(TrainingTarget target) => 1;

    public override OutputHead Head(TrainingTarget target) => new BinaryHead(predictedLabelColumnName, scoreColumnName, probabilityColumnName);
}
