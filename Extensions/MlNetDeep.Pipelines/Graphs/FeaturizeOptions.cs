using MlNetDeep.Networks;

namespace MlNetDeep.Pipelines;

/// <summary>The options of <see cref="DeepCatalog.Featurize"/>: which network, which layer, which columns.</summary>
public sealed class FeaturizeOptions
{
    /// <summary>The column with the images: of ML.NET's image type, text with paths, or a vector of bytes. Default "Image".</summary>
    public string ImageColumnName { get; set; } = "Image";

    /// <summary>The added column with the embeddings, a vector of Single of the layer's shape. Default "Features".</summary>
    public string OutputColumnName { get; set; } = "Features";

    /// <summary>The network that looks at the images, from [height, width, 3]; null when <see cref="Model"/> or <see cref="NetworkPath"/> gives it.</summary>
    public Network? Network { get; set; }

    /// <summary>A network file, as <see cref="NetworkFile.Save(Network, string, Optimizer)"/> writes it; null when <see cref="Network"/> or <see cref="Model"/> gives the network.</summary>
    public string? NetworkPath { get; set; }

    /// <summary>A transformer of <see cref="DeepCatalog.ImageClassification"/> or <see cref="DeepCatalog.ImageRegression"/>, whose network and normalisation are used; null when another option gives the network.</summary>
    public DeepTransformer? Model { get; set; }

    /// <summary>The layer whose output is the embedding; null (default) is the one before the last.</summary>
    public string? LayerName { get; set; }

    /// <summary>The means of the channels, of pixels from 0 to 1, that are subtracted when the network does not come from <see cref="Model"/>. Default 0, 0, 0.</summary>
    public IReadOnlyList<float> Mean { get; set; } = [0, 0, 0];

    /// <summary>The deviations that the channels are then divided by. Default 1, 1, 1.</summary>
    public IReadOnlyList<float> StandardDeviation { get; set; } = [1, 1, 1];
}
