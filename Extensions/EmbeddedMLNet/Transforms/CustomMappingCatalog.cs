using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms written by the user.</summary>
public static class CustomMappingCatalog
{
    /// <summary>Computes columns with a function of your own. It is called from several threads and must depend on its input only.</summary>
    /// <typeparam name="TSrc">A class whose members are the columns that it reads.</typeparam>
    /// <typeparam name="TDst">A class whose members are the columns that it makes.</typeparam>
    /// <param name="catalog">The catalog.</param>
    /// <param name="mapAction">Fills the second object from the first.</param>
    /// <param name="contractName">The name of the contract of the <see cref="CustomMappingFactory{TSrc, TDst}"/> that gives the function when the model is loaded; null makes a model that cannot be saved.</param>
    /// <param name="inputSchemaDefinition">Changes names and types of <typeparamref name="TSrc"/>.</param>
    /// <param name="outputSchemaDefinition">Changes names, types and annotations of <typeparamref name="TDst"/>.</param>
    public static CustomMappingEstimator<TSrc, TDst> CustomMapping<TSrc, TDst>(
        this TransformsCatalog catalog,
        Action<TSrc, TDst> mapAction,
        string? contractName,
        SchemaDefinition? inputSchemaDefinition = null,
        SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class, new()
        where TDst : class, new()
    {
        ArgumentNullException.ThrowIfNull(catalog);
        return new CustomMappingEstimator<TSrc, TDst>(catalog.Env, mapAction, contractName, inputSchemaDefinition, outputSchemaDefinition);
    }
}
