namespace Microsoft.ML;

/// <summary>Makes views of sources, such as files.</summary>
/// <typeparam name="TSource">What the data come from.</typeparam>
public interface IDataLoader<in TSource> : ICanSaveModel
{
    /// <summary>Makes a view. Nothing is read before a cursor moves.</summary>
    /// <param name="input">The source.</param>
    IDataView Load(TSource input);

    /// <summary>The schema of the views.</summary>
    DataViewSchema GetOutputSchema();
}
