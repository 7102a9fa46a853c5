using MlNetDeep.Pipelines;

namespace Microsoft.ML;

/// <summary>Opens deep learning on an <see cref="MLContext"/>.</summary>
public static class DeepExtensions
{
    /// <summary>The catalog of deep-learning estimators, as in <c>ml.Deep().ImageClassification(new() { Epochs = 20 })</c>.</summary>
    /// <param name="mlContext">The context whose seed and log the estimators use.</param>
    /// <exception cref="ArgumentNullException"><paramref name="mlContext"/> is null.</exception>
    public static DeepCatalog Deep(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new DeepCatalog(mlContext);
    }
}
