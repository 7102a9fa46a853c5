using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Tasks;
using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines.Tables;

/// <summary>Learns a task from the columns of a table.</summary>
internal sealed class TableEstimator(MLContext context, string name, TableOptions options, LearningTask task) : DeepEstimator(context, name, options)
{
    private protected override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        TableColumns.Check(shape, options.FeatureColumnNames);
        return task.Describe(context, shape);
    }

    private protected override DeepModel Train(IDataView input, TrainingSession session)
    {
        var columns = new TableColumns(input.Schema, options.FeatureColumnNames);
        TrainingTarget target = task.Target(input.Schema);
        TargetMoments targets = new(target);
        session.Observe(input, columns.Numbers.Append(target.Find(input.Schema)).DistinctBy(column => column.Index), row => columns.Observe(row) + targets.Observe(row));
        targets.Standardise();

        IReadOnlyList<ColumnInput> inputs = columns.Inputs();
        Network network = Build(inputs, task.Outputs(target), session.Seed);
        session.Train(network, [new OutputLoss(network.OutputNames[0], task.DefaultLoss)], input, inputs, [target]);
        return new DeepModel(Task, inputs, network, [task.Head(target)]);
    }

    private Network Build(IReadOnlyList<ColumnInput> inputs, int outputs, ulong seed)
    {
        Node[] nodes = [.. inputs.Select(input => Network.Input(input.Shape, input is CategoryInput ? input.ColumnNames[0] : "numbers"))];
        Node[] features = [.. inputs.Select((input, i) => input is CategoryInput category
            ? nodes[i].Apply(new Embedding(category.Count + 1, SizeOf(category)) { Name = $"embedding_{i}" }).Apply(new Flatten())
            : nodes[i])];
        Node joined = features.Length == 1 ? features[0] : new Concatenate().Call(features);
        Network head = options.Architecture.Build(joined.Shape, outputs, seed);
        return new Network(nodes, [head.Call(joined)], seed);
    }

    private int SizeOf(CategoryInput category) => options.EmbeddingSize ?? Math.Clamp((int)Math.Round(1.6 * Math.Pow(category.Count, 0.56)), 1, 50);
}
