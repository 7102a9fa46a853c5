using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Tensors;

namespace MlNetDeep.Pipelines.Training;

/// <summary>One call of <c>Fit</c>: the seed, the log, and the way from rows to a trained network.</summary>
internal sealed class TrainingSession(DeepTrainingOptions options, IChannel channel, ulong seed)
{
    public ulong Seed => seed;

    public IChannel Channel => channel;

    public CancellationToken CancellationToken => options.CancellationToken;

    public void Info(FormattableString text) => channel.Info(MessageSensitivity.None, "{0}", FormattableString.Invariant(text));

    public void Warn(FormattableString text) => channel.Warning(MessageSensitivity.None, "{0}", FormattableString.Invariant(text));

    /// <summary>Shows each row of a view to what wants to learn from it before the training.</summary>
    public void Observe(IDataView rows, IEnumerable<DataViewSchema.Column> columns, Func<DataViewRow, Action> open)
    {
        using DataViewRowCursor cursor = rows.GetRowCursor(columns);
        Action observe = open(cursor);
        while (cursor.MoveNext())
        {
            CancellationToken.ThrowIfCancellationRequested();
            observe();
        }
    }

    /// <summary>Encodes the rows and trains a network on them.</summary>
    public void Train(Network network, IReadOnlyList<OutputLoss> losses, IDataView input, IReadOnlyList<ColumnInput> inputs, IReadOnlyList<TrainingTarget> targets)
    {
        using RowStore rows = Read(input, inputs, targets);
        RowDataset all = Samples(rows, inputs, targets);
        CheckClasses(all, targets);
        if (options.ValidationSet is IDataView view)
        {
            using RowStore others = Read(view, inputs, targets);
            Train(network, losses, all, Samples(others, inputs, targets));
            return;
        }
        (Dataset training, Dataset? validation) = Split(all, targets is [ClassTarget or BinaryTarget, ..] ? all.LabelOf : null);
        Train(network, losses, training, validation);
    }

    /// <summary>Trains a network on samples.</summary>
    public void Train(Network network, IReadOnlyList<OutputLoss> losses, Dataset training, Dataset? validation)
    {
        Info($"{training.Count} rows to train on, {validation?.Count ?? 0} for validation; {network.ParameterCount} parameters.");
        var optimizer = new Adam((float)options.LearningRate) { WeightDecay = (float)options.WeightDecay };
        Trainer trainer = losses.Count == 1 ? new Trainer(network, losses[0].Loss, optimizer) : new Trainer(network, losses, optimizer);
        trainer.Fit(training, Plan(), validation, Callbacks(), CancellationToken);
        CancellationToken.ThrowIfCancellationRequested();
    }

    public TrainingOptions Plan() => new()
    {
        Epochs = options.Epochs,
        BatchSize = options.BatchSize,
        Seed = seed,
        LearningRateSchedule = new OneCycleSchedule(),
        WeightAverageDecay = (float?)options.WeightAverageDecay,
    };

    public List<Callback> Callbacks()
    {
        List<Callback> callbacks = [new LambdaCallback { EpochEnd = context => Info(Describe(context.History[^1])) }];
        if (options.EarlyStoppingPatience is int patience) callbacks.Add(new EarlyStopping { Patience = patience });
        if (options.Progress is not null) callbacks.Add(new ProgressCallback(options.Progress));
        return callbacks;
    }

    /// <summary>Sets the validation fraction aside: of each class, at least one sample of every class that has two, where classes are known.</summary>
    public (Dataset Training, Dataset? Validation) Split(Dataset samples, Func<int, int>? classOf)
    {
        if (options.ValidationFraction == 0 || samples.Count < 2) return (samples, null);
        if (classOf is null) return samples.Split((float)options.ValidationFraction, seed);
        var aside = new HashSet<int>();
        foreach (IGrouping<int, int> members in Enumerable.Range(0, samples.Count).GroupBy(classOf))
        {
            int[] indices = [.. members];
            if (indices.Length < 2) continue;
            new Philox(seed, (ulong)members.Key).Shuffle<int>(indices);
            aside.UnionWith(indices[..Math.Clamp((int)Math.Round(indices.Length * options.ValidationFraction), 1, indices.Length - 1)]);
        }
        return aside.Count == 0 ? (samples, null) : (samples.Subset([.. Enumerable.Range(0, samples.Count).Where(i => !aside.Contains(i))]), samples.Subset([.. aside.Order()]));
    }

    /// <summary>Opens a reader of the weight column; null when there is none. It refuses weights that are negative or not finite.</summary>
    public Func<float>? OpenWeight(DataViewRow row)
    {
        if (WeightColumn(row.Schema) is not { } column) return null;
        ValueGetter<float> getter = row.GetGetter<float>(column);
        float weight = 0;
        return () =>
        {
            getter(ref weight);
            return weight >= 0 && float.IsFinite(weight)
                ? weight
                : throw new InvalidOperationException(FormattableString.Invariant($"Row {row.Position} has the weight {weight} in the column '{column.Name}'; expected a finite number, at least 0."));
        };
    }

    public DataViewSchema.Column? WeightColumn(DataViewSchema schema)
    {
        if (options.ExampleWeightColumnName is not string name) return null;
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw RowErrors.MissingColumn("weight", name);
        return column.Type.Equals(NumberDataViewType.Single) ? column : throw RowErrors.WrongType("weight", name, "Single", column.Type.ToString()!);
    }

    private RowDataset Samples(RowStore rows, IReadOnlyList<ColumnInput> inputs, IReadOnlyList<TrainingTarget> targets) =>
        new(rows, [.. inputs.Select(input => input.Shape)], [.. targets.Select(target => target.Spec)], options.ExampleWeightColumnName is not null);

    private RowStore Read(IDataView view, IReadOnlyList<ColumnInput> inputs, IReadOnlyList<TrainingTarget> targets)
    {
        DataViewSchema schema = view.Schema;
        IReadOnlyList<DataViewSchema.Column>[] inputColumns = [.. inputs.Select(input => input.Find(schema))];
        DataViewSchema.Column[] targetColumns = [.. targets.Select(target => target.Find(schema))];
        IEnumerable<DataViewSchema.Column> needed = inputColumns.SelectMany(columns => columns).Concat(targetColumns);
        if (WeightColumn(schema) is { } weightColumn) needed = needed.Append(weightColumn);

        using DataViewRowCursor cursor = view.GetRowCursor(needed.DistinctBy(column => column.Index));
        RowReader[] readers = [.. inputs.Select((input, i) => input.Open(cursor, inputColumns[i]))];
        LabelReader[] labels = [.. targets.Select((target, i) => target.Open(cursor, targetColumns[i]))];
        Func<float>? weight = OpenWeight(cursor);
        float[] row = new float[RowDataset.Length([.. inputs.Select(input => input.Shape)], targets, weight is not null)];
        var rows = new RowStore(row.Length);
        int unlabelled = 0;
        while (cursor.MoveNext())
        {
            CancellationToken.ThrowIfCancellationRequested();
            int at = inputs.Sum(input => input.Length);
            bool labelled = true;
            for (int i = 0; i < labels.Length; at += targets[i++].Length) labelled &= labels[i](row.AsSpan(at, targets[i].Length));
            if (!labelled)
            {
                unlabelled++;
                continue;
            }
            at = 0;
            for (int i = 0; i < readers.Length; at += inputs[i++].Length) readers[i](row.AsSpan(at, inputs[i].Length));
            if (weight is not null) row[^1] = weight();
            rows.Add(row);
        }
        string names = string.Join("', '", targets.Select(target => target.ColumnName));
        if (unlabelled > 0) Warn($"Skipped {unlabelled} rows without a label in the column '{names}'.");
        if (rows.Count > 0) return rows;
        rows.Dispose();
        throw new InvalidOperationException($"There are no rows with a label in the column '{names}' to train on.");
    }

    private static void CheckClasses(RowDataset rows, IReadOnlyList<TrainingTarget> targets)
    {
        if (targets is not [ClassTarget or BinaryTarget, ..]) return;
        int first = rows.LabelOf(0);
        for (int i = 1; i < rows.Count; i++)
            if (rows.LabelOf(i) != first) return;
        string name = targets[0] is ClassTarget classes ? classes.Labels.Names[first] : first == 1 ? "true" : "false";
        throw new InvalidOperationException($"All {rows.Count} rows have the label '{name}' in the column '{targets[0].ColumnName}'; at least 2 classes are needed.");
    }

    private FormattableString Describe(EpochResult epoch) =>
        $"Epoch {epoch.Epoch} of {options.Epochs}: {string.Join(", ", epoch.Values.Select(v => FormattableString.Invariant($"{v.Key} {v.Value:0.0000}")))}, {epoch.Seconds:0.0} s";
}
