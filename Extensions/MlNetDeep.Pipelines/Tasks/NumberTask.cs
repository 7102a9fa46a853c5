using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Tasks;

/// <summary>A number, or a vector of numbers where the label is one.</summary>
internal sealed class NumberTask(string labelColumnName, string scoreColumnName, NumberLabels labels, Loss? loss) : LearningTask
{
    public override Loss DefaultLoss => loss ?? new MeanSquaredError();

    public override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        bool vector = NumberTarget.Check(shape, labelColumnName, labels);
        return vector ? VectorHead.AddTo(context, shape, scoreColumnName, isScore: true) : NumberHead.AddTo(context, shape, scoreColumnName);
    }

    public override TrainingTarget Target(DataViewSchema schema) => new NumberTarget(schema, labelColumnName, labels);

    public override int Outputs(TrainingTarget target) => target.Length;

    public override OutputHead Head(TrainingTarget target)
    {
        var number = (NumberTarget)target;
        return number.IsVector
            ? new VectorHead(scoreColumnName, new Shape(number.Length), "MultiOutputRegression", number.Mean, number.Deviation, number.SlotNames)
            : new NumberHead(scoreColumnName, number.Mean[0], number.Deviation[0]);
    }
}
