using Microsoft.ML;
using MlNetDeep.Pipelines.Graphs;
using MlNetDeep.Pipelines.Images;
using MlNetDeep.Pipelines.Sequences;
using MlNetDeep.Pipelines.Tables;
using MlNetDeep.Pipelines.Tasks;
using MlNetDeep.Pipelines.Text;
using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines;

/// <summary>The deep-learning estimators, reached through <see cref="DeepExtensions.Deep"/>.</summary>
public sealed class DeepCatalog
{
    private readonly MLContext _context;

    internal DeepCatalog(MLContext context) => _context = context;

    /// <summary>Trains a convolutional network that tells which class an image belongs to.</summary>
    /// <param name="options">Columns, architecture and training; null for the defaults.</param>
    /// <returns>
    /// An estimator that reads <see cref="ImageOptions.ImageColumnName"/> and a key label, and whose transformer adds a predicted key
    /// (with the key values of the label) and a vector with the probability of each class.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator ImageClassification(ImageClassificationOptions? options = null) => new ImageClassificationEstimator(_context, options ?? new());

    /// <summary>Trains a convolutional network that tells a number, or several, from an image.</summary>
    /// <param name="options">Columns, architecture and training; null for the defaults.</param>
    /// <returns>An estimator whose transformer adds a score: Single, or a vector where the label is one.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator ImageRegression(ImageRegressionOptions? options = null) => new ImageRegressionEstimator(_context, options ?? new());

    /// <summary>Trains a multilayer perceptron that tells which class a row of a table belongs to.</summary>
    /// <param name="options">Columns, network and training; null for the defaults.</param>
    /// <returns>An estimator that reads a key label and whose transformer adds a predicted key and a vector with the probability of each class.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator Classification(ClassificationOptions? options = null)
    {
        options ??= new();
        return new TableEstimator(_context, nameof(Classification), options, new ClassTask(options.LabelColumnName, options.PredictedLabelColumnName, options.ScoreColumnName, options.LabelSmoothing));
    }

    /// <summary>Trains a multilayer perceptron that answers yes or no for a row of a table.</summary>
    /// <param name="options">Columns, network and training; null for the defaults.</param>
    /// <returns>An estimator that reads a Boolean label and whose transformer adds a Boolean prediction, a score (the logit) and a probability.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator BinaryClassification(BinaryClassificationOptions? options = null)
    {
        options ??= new();
        return new TableEstimator(_context, nameof(BinaryClassification), options, new BinaryTask(options.LabelColumnName, options.PredictedLabelColumnName, options.ScoreColumnName, options.ProbabilityColumnName));
    }

    /// <summary>Trains a multilayer perceptron that tells a number from a row of a table.</summary>
    /// <param name="options">Columns, network and training; null for the defaults.</param>
    /// <returns>An estimator that reads a label of Single and whose transformer adds a score of Single.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator Regression(RegressionOptions? options = null) => NumberEstimator(nameof(Regression), options ?? new(), NumberLabels.Scalar);

    /// <summary>Trains a multilayer perceptron that tells several numbers from a row of a table.</summary>
    /// <param name="options">Columns, network and training; null for the defaults.</param>
    /// <returns>An estimator that reads a label that is a vector of a known size and whose transformer adds a score that is one too, with the slot names of the label.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator MultiOutputRegression(RegressionOptions? options = null) => NumberEstimator(nameof(MultiOutputRegression), options ?? new(), NumberLabels.Vector);

    /// <summary>Trains a network that tells which class a text belongs to.</summary>
    /// <param name="options">Columns, tokenizer, network and training; null for the defaults.</param>
    /// <returns>An estimator that reads a key label and whose transformer adds a predicted key and a vector with the probability of each class.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator TextClassification(TextClassificationOptions? options = null) => new TextClassificationEstimator(_context, options ?? new());

    /// <summary>Trains an LSTM that tells what follows a window of a series.</summary>
    /// <param name="options">Columns, network and training; null for the defaults.</param>
    /// <returns>An estimator whose transformer adds a score: Single, or a vector where the label is one.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public DeepEstimator SequenceForecasting(SequenceForecastingOptions? options = null) => new SequenceForecastingEstimator(_context, options ?? new());

    /// <summary>Makes rows for <see cref="SequenceForecasting"/>: each window of a series as <c>Window</c>, and what follows it as <c>Label</c>.</summary>
    /// <param name="series">The series, in the order of time.</param>
    /// <param name="windowSize">The steps of a window, at least 1.</param>
    /// <param name="horizon">The steps that follow, at least 1.</param>
    /// <returns>A view of all windows, the earliest first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the series is shorter than a window and what follows.</exception>
    public IDataView Windows(IReadOnlyList<float> series, int windowSize, int horizon = 1)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        if (series.Count < windowSize + horizon)
            throw new ArgumentOutOfRangeException(nameof(series), series.Count, $"A series of {series.Count} values has no window of {windowSize} that {horizon} follow.");
        return SeriesWindows.Of(_context, series, windowSize, horizon);
    }

    /// <summary>Trains a graph of your own, with its named inputs and outputs bound to columns, or scores with it as it is.</summary>
    /// <param name="options">The graph, the columns and the training.</param>
    /// <returns>An estimator whose transformer adds the columns of the outputs.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or an input or output is not bound; the message names it.</exception>
    public DeepEstimator Network(NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new NetworkEstimator(_context, options);
    }

    /// <summary>Computes embeddings of images: the output of a layer of a network that is trained already.</summary>
    /// <param name="options">The network, the layer and the columns.</param>
    /// <returns>An estimator whose transformer adds a vector for each image.</returns>
    /// <exception cref="ArgumentException">An option is missing or does not fit the network; the message names it.</exception>
    public FeaturizingEstimator Featurize(FeaturizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new FeaturizingEstimator(_context, options);
    }

    private TableEstimator NumberEstimator(string name, RegressionOptions options, NumberLabels labels) =>
        new(_context, name, options, new NumberTask(options.LabelColumnName, options.ScoreColumnName, labels, options.Loss));
}
