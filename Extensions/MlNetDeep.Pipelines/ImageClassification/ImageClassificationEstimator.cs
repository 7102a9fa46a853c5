using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Rows;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines;

/// <summary>
/// Trains a network that classifies images, as an ML.NET estimator; made by <see cref="DeepCatalog.ImageClassification"/>. Epochs
/// are told to the log of the <see cref="MLContext"/> and to <see cref="ImageClassificationOptions.Progress"/>.
/// </summary>
public sealed class ImageClassificationEstimator : IEstimator<ImageClassificationTransformer>
{
    private const string Role = "ImageClassification";

    private readonly MLContext _context;
    private readonly ImageClassificationOptions _options;

    internal ImageClassificationEstimator(MLContext context, ImageClassificationOptions options)
    {
        options.Validate();
        _context = context;
        _options = options;
    }

    /// <summary>Adds the predicted label and the score to the shape of the input, after checking the columns that training reads.</summary>
    /// <param name="inputSchema">The shape of the data before this estimator.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type; the message names both.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        SchemaShape.Column image = Shapes.Find(inputSchema, _options.ImageColumnName) ?? throw RowErrors.MissingColumn("image", _options.ImageColumnName);
        if (image.Kind != SchemaShape.Column.VectorKind.Scalar || image.ItemType is not (ImageDataViewType or TextDataViewType))
            throw RowErrors.WrongType("image", image.Name, "Image or String", Describe(image));
        SchemaShape.Column label = Shapes.Find(inputSchema, _options.LabelColumnName) ?? throw RowErrors.MissingColumn("label", _options.LabelColumnName);
        if (label.Kind != SchemaShape.Column.VectorKind.Scalar || !label.IsKey || label.ItemType.RawType != typeof(uint))
            throw RowErrors.WrongType("label", label.Name, "Key<UInt32>", Describe(label));
        return ScoreColumns.Append(_context, inputSchema, _options.PredictedLabelColumnName, _options.ScoreColumnName);
    }

    /// <summary>Trains the network.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>The transformer that classifies.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type; the message names both.</exception>
    /// <exception cref="InvalidOperationException">There are no labelled rows, only one class, or images of a size that is not known.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was signalled.</exception>
    public ImageClassificationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        IHost host = ((IHostEnvironment)_context).Register(Role, _options.Seed);
        using IChannel channel = host.Start("Training");
        ulong seed = (ulong)host.Rand.NextInt64();

        ClassLabels labels = ClassLabels.From(LabelColumn(input.Schema));
        (int Width, int Height) size = ImageSize(ImageReader.Find(input.Schema, _options.ImageColumnName));
        ImageSet images = LabelledImages.Read(input, _options, labels, size, channel);
        LabelledImages.CheckClasses(images, _options.LabelColumnName);
        ImageNormalization normalization = ImageNormalization.Of(images);
        (Dataset training, Dataset? validation) = Split(images, normalization, labels, seed, channel);

        Network network = _options.Architecture.Build([size.Height, size.Width, 3], labels.Count, seed);
        channel.Info(MessageSensitivity.None, FormattableString.Invariant(
            $"{training.Count} images of {labels.Count} classes, {size.Width} x {size.Height} pixels; {validation?.Count ?? 0} for validation; {network.ParameterCount} parameters."));
        var loss = new SoftmaxCrossEntropy { LabelSmoothing = (float)_options.LabelSmoothing };
        var optimizer = new Adam((float)_options.LearningRate) { WeightDecay = (float)_options.WeightDecay };
        var plan = new TrainingOptions { Epochs = _options.Epochs, BatchSize = _options.BatchSize, Seed = seed, LearningRateSchedule = new OneCycleSchedule() };
        new Trainer(network, loss, optimizer).Fit(training, plan, validation, Callbacks(channel, validates: validation is not null), _options.CancellationToken);
        _options.CancellationToken.ThrowIfCancellationRequested();

        return new ImageClassificationTransformer(host, new ImageClassifier
        {
            ImageColumnName = _options.ImageColumnName,
            PredictedLabelColumnName = _options.PredictedLabelColumnName,
            ScoreColumnName = _options.ScoreColumnName,
            ImageWidth = size.Width,
            ImageHeight = size.Height,
            Normalization = normalization,
            Labels = labels,
            Network = network,
        });
    }

    private (Dataset Training, Dataset? Validation) Split(ImageSet images, ImageNormalization normalization, ClassLabels labels, ulong seed, IChannel channel)
    {
        var all = new ImageDataset(images, normalization, _options.Augmentation);
        if (_options.ValidationSet is IDataView rows)
        {
            string[] names = [.. ClassLabels.From(LabelColumn(rows.Schema)).Names];
            if (!names.SequenceEqual(labels.Names))
                throw new InvalidOperationException($"The validation set has the classes {string.Join(", ", names)}; expected those of the training set, {string.Join(", ", labels.Names)}.");
            return (all, new ImageDataset(LabelledImages.Read(rows, _options, labels, (images.Width, images.Height), channel), normalization));
        }
        if (_options.ValidationFraction == 0) return (all, null);
        (int[] kept, int[] aside) = LabelledImages.SplitByClass(images, _options.ValidationFraction, seed);
        return aside.Length == 0 ? (all, null) : (all.Subset(kept), all.Subset(aside));
    }

    private List<Callback> Callbacks(IChannel channel, bool validates)
    {
        List<Callback> callbacks = [new LambdaCallback { EpochEnd = context => channel.Info(MessageSensitivity.None, Describe(context.History[^1], _options.Epochs)) }];
        if (_options.EarlyStoppingPatience is int patience)
        {
            if (!validates) throw new InvalidOperationException($"{nameof(ImageClassificationOptions.EarlyStoppingPatience)} needs a validation set: set {nameof(ImageClassificationOptions.ValidationSet)} or {nameof(ImageClassificationOptions.ValidationFraction)}.");
            callbacks.Add(new EarlyStopping { Patience = patience });
        }
        if (_options.Progress is not null) callbacks.Add(new ProgressCallback(_options.Progress));
        return callbacks;
    }

    private DataViewSchema.Column LabelColumn(DataViewSchema schema)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(_options.LabelColumnName) ?? throw RowErrors.MissingColumn("label", _options.LabelColumnName);
        return column.Type is KeyDataViewType { Count: > 0 } key && key.RawType == typeof(uint)
            ? column
            : throw RowErrors.WrongType("label", column.Name, "Key<UInt32>", column.Type.ToString()!);
    }

    private (int Width, int Height) ImageSize(DataViewSchema.Column column)
    {
        if (_options is { ImageWidth: int width, ImageHeight: int height }) return (width, height);
        return column.Type is ImageDataViewType { Width: > 0, Height: > 0 } image
            ? (image.Width, image.Height)
            : throw new InvalidOperationException($"The images of the column '{column.Name}' have no common size: set {nameof(ImageClassificationOptions.ImageWidth)} and {nameof(ImageClassificationOptions.ImageHeight)}, or append ResizeImages before.");
    }

    private static string Describe(EpochResult epoch, int epochs) => FormattableString.Invariant(
        $"Epoch {epoch.Epoch} of {epochs}: {string.Join(", ", epoch.Values.Select(v => FormattableString.Invariant($"{v.Key} {v.Value:0.0000}")))}, {epoch.Seconds:0.0} s");

    private static string Describe(SchemaShape.Column column)
    {
        string item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString()!;
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item,
        };
    }
}
