using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>An estimator that has nothing to learn.</summary>
/// <typeparam name="TTransformer">The type of its transformer.</typeparam>
public abstract class TrivialEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : class, ITransformer
{
    private protected TrivialEstimator(IHostEnvironment env, TTransformer transformer)
    {
        Env = env;
        Transformer = transformer;
    }

    private protected IHostEnvironment Env { get; }

    private protected TTransformer Transformer { get; }

    /// <summary>Checks that the columns fit and gives the transformer.</summary>
    /// <param name="input">The data, of which only the schema is looked at.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        Transformer.GetOutputSchema(input.Schema);
        return Transformer;
    }

    /// <inheritdoc/>
    public abstract SchemaShape GetOutputSchema(SchemaShape inputSchema);
}
