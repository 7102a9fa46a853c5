using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Pipelines.Tasks;
using MlNetDeep.Pipelines.Training;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Sequences;

/// <summary>Learns what follows a window of a series: LSTM layers, one dense layer.</summary>
internal sealed class SequenceForecastingEstimator(MLContext context, SequenceForecastingOptions options) : DeepEstimator(context, TaskName, options)
{
    private const string TaskName = "SequenceForecasting";
    private const string Expected = "Vector<Single> of one or two known dimensions";

    private readonly NumberTask _task = new(options.LabelColumnName, options.ScoreColumnName, NumberLabels.Either, options.Loss);

    private protected override SchemaShape Describe(MLContext context, SchemaShape shape)
    {
        SchemaShape.Column window = Shapes.Find(shape, options.WindowColumnName) ?? throw RowErrors.MissingColumn("window", options.WindowColumnName);
        if (window.Kind != SchemaShape.Column.VectorKind.Vector || !window.ItemType.Equals(NumberDataViewType.Single)) throw RowErrors.WrongType("window", window.Name, Expected, Shapes.Describe(window));
        return _task.Describe(context, shape);
    }

    private protected override DeepModel Train(IDataView input, TrainingSession session)
    {
        DataViewSchema.Column window = input.Schema.GetColumnOrNull(options.WindowColumnName) ?? throw RowErrors.MissingColumn("window", options.WindowColumnName);
        if (window.Type is not VectorDataViewType { IsKnownSize: true, Dimensions.Length: 1 or 2 } type || !type.ItemType.Equals(NumberDataViewType.Single))
            throw RowErrors.WrongType("window", window.Name, Expected, window.Type.ToString()!);
        (int steps, int channels) = (type.Dimensions[0], type.Dimensions.Length == 2 ? type.Dimensions[1] : 1);
        TrainingTarget target = _task.Target(input.Schema);

        var channelMoments = new NumericMoments(channels);
        var targets = new TargetMoments(target);
        session.Observe(input, [window, target.Find(input.Schema)], row => ObserveSteps(row, window, type.Size, channelMoments) + targets.Observe(row));
        targets.Standardise();

        float[] means = channelMoments.Means(), deviations = channelMoments.Deviations();
        var windows = new NumericInput(
            [window.Name], [type.Size], [.. Enumerable.Range(0, type.Size).Select(i => means[i % channels])], [.. Enumerable.Range(0, type.Size).Select(i => 1 / deviations[i % channels])], [], new Shape(steps, channels));
        Network network = Build(windows.Shape, _task.Outputs(target), session.Seed);
        session.Train(network, [new OutputLoss(network.OutputNames[0], _task.DefaultLoss)], input, [windows], [target]);
        return new DeepModel(TaskName, [windows], network, [_task.Head(target)]);
    }

    // A channel has one scale, whatever the step.
    private static Action ObserveSteps(DataViewRow row, DataViewSchema.Column window, int size, NumericMoments moments)
    {
        RowReader reader = NumberReader.Open(row, window);
        float[] values = new float[size];
        int channels = moments.Length;
        return () =>
        {
            reader(values);
            for (int at = 0; at < size; at += channels) moments.Add(values.AsSpan(at, channels));
        };
    }

    private Network Build(Shape shape, int outputs, ulong seed)
    {
        Node window = Network.Input(shape, "window"), x = window;
        for (int i = 0; i < options.Units.Count; i++)
            x = x.Apply(new Lstm(options.Units[i]) { Name = $"lstm{i + 1}", ReturnSequences = i < options.Units.Count - 1 });
        if (options.Dropout > 0) x = x.Apply(new Dropout((float)options.Dropout));
        return new Network(window, x.Apply(new Dense(outputs) { Name = "output" }), seed);
    }
}
