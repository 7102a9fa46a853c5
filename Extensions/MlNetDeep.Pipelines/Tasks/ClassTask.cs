using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines.Tasks;

/// <summary>One class out of several.</summary>
internal sealed class ClassTask(string labelColumnName, string predictedLabelColumnName, string scoreColumnName, double labelSmoothing) : LearningTask
{
    public override Loss DefaultLoss => new SoftmaxCrossEntropy { LabelSmoothing = (float)labelSmoothing };

    public override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        ClassTarget.Check(shape, labelColumnName);
        return ClassificationHead.AddTo(context, shape, predictedLabelColumnName, scoreColumnName);
    }

    public override TrainingTarget Target(DataViewSchema schema) => new ClassTarget(schema, labelColumnName);

    public override int Outputs(TrainingTarget target) => ((ClassTarget)target).Labels.Count;

    public override OutputHead Head(TrainingTarget target) => new ClassificationHead(predictedLabelColumnName, scoreColumnName, ((ClassTarget)target).Labels);
}
