using Microsoft.ML;

namespace MlNetDeep.Pipelines;

/// <summary>The deep-learning estimators, reached through <see cref="DeepExtensions.Deep"/>.</summary>
public sealed class DeepCatalog
{
    private readonly MLContext _context;

    internal DeepCatalog(MLContext context) => _context = context;

    /// <summary>Trains a convolutional network that tells which class an image belongs to.</summary>
    /// <param name="options">Columns, architecture and training; null for the defaults.</param>
    /// <returns>
    /// An estimator that reads <see cref="ImageClassificationOptions.ImageColumnName"/> and a key label, and whose transformer adds
    /// a predicted key (with the key values of the label) and a vector with the probability of each class.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range; the message names it.</exception>
    public ImageClassificationEstimator ImageClassification(ImageClassificationOptions? options = null) =>
        new(_context, options ?? new ImageClassificationOptions());
}
