namespace Microsoft.ML;

/// <summary>Learns from a source how to load it.</summary>
/// <typeparam name="TSource">What the data come from.</typeparam>
/// <typeparam name="TLoader">The loader.</typeparam>
public interface IDataLoaderEstimator<in TSource, out TLoader>
    where TLoader : IDataLoader<TSource>
{
    /// <summary>Makes the loader.</summary>
    /// <param name="input">The source to learn from.</param>
    TLoader Fit(TSource input);

    /// <summary>The shape of the data that the loader gives.</summary>
    SchemaShape GetOutputSchema();
}
