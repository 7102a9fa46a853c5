using Microsoft.ML;
using MlNetDeep.Networks;
using MlNetDeep.Pipelines.Heads;
using MlNetDeep.Pipelines.Inputs;
using MlNetDeep.Pipelines.Models;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Pipelines;

/// <summary>Computes embeddings of images with a network that is trained already; made by <see cref="DeepCatalog.Featurize"/>.</summary>
public sealed class FeaturizingEstimator : IEstimator<DeepTransformer>
{
    private const string TaskName = "Featurize";

    private readonly MLContext _context;
    private readonly string _imageColumnName;
    private readonly string _outputColumnName;
    private readonly DeepTransformer _transformer;

    /// <exception cref="ArgumentException">The options name no network or several, an unknown layer, or a network that does not look at images.</exception>
    internal FeaturizingEstimator(MLContext context, FeaturizeOptions options)
    {
        (_context, _imageColumnName, _outputColumnName) = (context, options.ImageColumnName, options.OutputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(options.ImageColumnName, nameof(options.ImageColumnName));
        ArgumentException.ThrowIfNullOrEmpty(options.OutputColumnName, nameof(options.OutputColumnName));
        if (new object?[] { options.Network, options.NetworkPath, options.Model }.Count(given => given is not null) != 1)
            throw new ArgumentException($"Exactly one of {nameof(FeaturizeOptions.Network)}, {nameof(FeaturizeOptions.NetworkPath)} and {nameof(FeaturizeOptions.Model)} is to be set.", nameof(options));
        Network network = options.Network ?? options.Model?.Network ?? NetworkFile.Load(options.NetworkPath!);
        if (network.Inputs.Count != 1 || network.InputShape.Rank != 3 || network.InputShape[2] != 3)
            throw new ArgumentException($"The network takes {string.Join(" and ", network.Inputs.Select(node => node.Shape))}; expected one image, [height, width, 3].", nameof(options));
        string layer = options.LayerName ?? network.Layers[^Math.Min(2, network.Layers.Count)].Name;
        if (!network.Layers.Any(known => known.Name == layer))
            throw new ArgumentException($"The network has no layer '{layer}'; it has {string.Join(", ", network.Layers.Select(known => known.Name))}.", nameof(options));
        Network backbone = network.CutAt(layer);
        Shape image = network.InputShape;
        ColumnInput input = options.Model?.Model.Inputs[0] is ImageInput trained
            ? trained.From(_imageColumnName)
            : new ImageInput(_imageColumnName, image[1], image[0], new ImageNormalization(options.Mean, options.StandardDeviation));
        _transformer = new DeepTransformer(new DeepModel(TaskName, [input], backbone, [VectorHead.Plain(_outputColumnName, backbone.OutputShape)]));
    }

    /// <summary>Adds the embeddings to the shape of the input, after checking the image column.</summary>
    /// <param name="inputSchema">The shape of the data before this estimator.</param>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ImageReader.Check(inputSchema, _imageColumnName);
        return VectorHead.AddTo(_context, inputSchema, _outputColumnName, isScore: false);
    }

    /// <summary>Checks the image column; there is nothing to train.</summary>
    /// <param name="input">The data, of which only the schema is looked at.</param>
    /// <returns>The transformer that adds the embeddings.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The column is missing or has another type.</exception>
    public DeepTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.GetOutputSchema(input.Schema);
        return _transformer;
    }
}
