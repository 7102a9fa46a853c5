using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines.Graphs;

/// <summary>Trains a graph of the user's, or scores with it as it is.</summary>
internal sealed class NetworkEstimator(MLContext context, NetworkOptions options) : DeepEstimator(context, TaskName, options)
{
    private const string TaskName = "Network";

    private static readonly ImageNormalization s_unitRange = new([0, 0, 0], [1, 1, 1]);

    private protected override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        foreach (NetworkInput input in options.Inputs) _ = Shapes.Find(shape, input.ColumnName) ?? throw RowErrors.MissingColumn("input", input.ColumnName);
        foreach (NetworkOutput output in options.Outputs)
        {
            if (output.LabelColumnName is string label) _ = TrainingTarget.Find(shape, label);
            shape = output.PredictedLabelColumnName is string predicted
                ? ClassificationHead.AddTo(context, shape, predicted, output.ColumnName)
                : VectorHead.AddTo(context, shape, output.ColumnName, isScore: false);
        }
        return shape;
    }

    private protected override DeepModel Train(IDataView input, TrainingSession session)
    {
        Network network = options.Network!.Clone();
        string[] inputNames = [.. options.InputNames];
        ColumnInput[] inputs = [.. inputNames.Select((name, i) => InputFor(input.Schema, options.Inputs.First(bound => bound.InputName == name).ColumnName, network.Inputs[i].Shape))];
        NetworkOutput[] outputs = [.. network.OutputNames.Select(name => options.Outputs.First(bound => bound.OutputName == name))];
        TrainingTarget?[] targets = [.. outputs.Select((output, i) => TargetFor(input.Schema, output, network.Outputs[i].Shape))];
        if (targets.Any(target => target is not null)) Train(network, input, inputs, outputs, targets, session);
        return new DeepModel(TaskName, inputs, network, [.. outputs.Select((output, i) => HeadFor(output, targets[i], network.Outputs[i].Shape))]);
    }

    private static void Train(Network network, IDataView input, ColumnInput[] inputs, NetworkOutput[] outputs, TrainingTarget?[] targets, TrainingSession session)
    {
        // Outputs that do not learn are cut off for the training; the layers share their weights with the whole graph.
        int[] learning = [.. Enumerable.Range(0, outputs.Length).Where(i => targets[i] is not null)];
        Network trained = learning.Length == outputs.Length ? network : new Network(network.Inputs, [.. learning.Select(i => network.Outputs[i])]);
        OutputLoss[] losses = [.. learning.Select((i, place) => new OutputLoss(trained.OutputNames[place], outputs[i].Loss ?? DefaultLoss(targets[i]!)) { Weight = outputs[i].LossWeight })];
        session.Train(trained, losses, input, inputs, [.. learning.Select(i => targets[i]!)]);
        if (!ReferenceEquals(trained, network)) network.SetWeights(trained.GetWeights());
    }

    private static Loss DefaultLoss(TrainingTarget target) => target is ClassTarget ? new SoftmaxCrossEntropy() : new MeanSquaredError();

    private static ColumnInput InputFor(DataViewSchema schema, string columnName, Shape shape)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(columnName) ?? throw RowErrors.MissingColumn("input", columnName);
        bool picture = column.Type is ImageDataViewType or TextDataViewType or VectorDataViewType { IsKnownSize: false, ItemType: NumberDataViewType };
        if (picture && shape.Rank == 3 && shape[2] == 3)
        {
            ImageReader.Find(schema, columnName);
            return new ImageInput(columnName, shape[1], shape[0], s_unitRange);
        }
        if (NumberReader.Size(column.Type) == shape.Count)
        {
            if (NumberReader.Accepts(column.Type)) return NumericInput.Plain(columnName, shape);
            if (NumberReader.ItemType(column.Type) is KeyDataViewType { Count: <= int.MaxValue } key && shape.Rank == 1) return new CategoryInput(columnName, (int)key.Count, shape.Count);
        }
        throw RowErrors.WrongType("input", columnName, $"{shape.Count} numbers for the input {shape}, or an image for an input [height, width, 3]", column.Type.ToString()!);
    }

    private static TrainingTarget? TargetFor(DataViewSchema schema, NetworkOutput output, Shape shape)
    {
        if (output.LabelColumnName is not string name) return null;
        DataViewSchema.Column column = TrainingTarget.Find(schema, name);
        if (column.Type is KeyDataViewType)
        {
            var classes = new ClassTarget(schema, name);
            return shape == new Shape(classes.Labels.Count)
                ? classes
                : throw RowErrors.WrongType("label", name, $"a key of {shape.Count} values for the output '{output.OutputName}' {shape}", column.Type.ToString()!);
        }
        var numbers = new NumberTarget(schema, name, NumberLabels.Either);
        return shape == new Shape(numbers.Length)
            ? numbers
            : throw RowErrors.WrongType("label", name, $"{shape.Count} numbers for the output '{output.OutputName}' {shape}", column.Type.ToString()!);
    }

    private static OutputHead HeadFor(NetworkOutput output, TrainingTarget? target, Shape shape)
    {
        if (output.PredictedLabelColumnName is not string predicted) return VectorHead.Plain(output.ColumnName, shape);
        return target is ClassTarget classes
            ? new ClassificationHead(predicted, output.ColumnName, classes.Labels)
            : throw RowErrors.WrongType("label", output.LabelColumnName!, $"a key, since '{predicted}' is to be a key", "numbers");
    }
}
