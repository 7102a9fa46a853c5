using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines.Tasks;

/// <summary>What is learned from a label column, whatever the inputs are: the target, the loss and the columns that are added.</summary>
internal abstract class LearningTask
{
    public abstract Loss DefaultLoss { get; }

    /// <summary>Checks the label in a shape and adds the columns to it.</summary>
    public abstract SchemaShape Describe(MLContext context, SchemaShape shape);

    /// <summary>Checks the label of the training rows.</summary>
    public abstract TrainingTarget Target(DataViewSchema schema);

    /// <summary>How many numbers the network must give.</summary>
    public abstract int Outputs(TrainingTarget target);

    public abstract OutputHead Head(TrainingTarget target);
}
