using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Pipelines.Training;

namespace MlNetDeep.Pipelines;

/// <summary>
/// Trains a network as an ML.NET estimator; made by the methods of <see cref="DeepCatalog"/>. Epochs are told to the log of the
/// <see cref="MLContext"/> and to <see cref="DeepTrainingOptions.Progress"/>.
/// </summary>
public abstract class DeepEstimator : IEstimator<DeepTransformer>
{
    private readonly MLContext _context;
    private readonly DeepTrainingOptions _options;

    private protected DeepEstimator(MLContext context, string task, DeepTrainingOptions options)
    {
        options.Validate();
        (_context, Task, _options) = (context, task, options);
    }

    private protected string Task { get; }

    /// <summary>Adds the columns of the transformer to the shape of the input, after checking the columns that training reads.</summary>
    /// <param name="inputSchema">The shape of the data before this estimator.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type; the message names both.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Describe(_context, inputSchema);
    }

    /// <summary>Trains the network.</summary>
    /// <param name="input">The training rows. Rows without a label are left out.</param>
    /// <returns>The transformer that scores.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type; the message names both.</exception>
    /// <exception cref="InvalidOperationException">There are no labelled rows, only one class, or images of a size that is not known.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or not a number.</exception>
    /// <exception cref="OperationCanceledException">The token of the options was signalled.</exception>
    public DeepTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        IHost host = ((IHostEnvironment)_context).Register(Task, _options.Seed);
        using IChannel channel = host.Start("Training");
        return new DeepTransformer(Train(input, new TrainingSession(_options, channel, (ulong)host.Rand.Next())));
    }

    private protected abstract SchemaShape Describe(MLContext context, SchemaShape shape);

    private protected abstract DeepModel Train(IDataView input, TrainingSession session);
}
