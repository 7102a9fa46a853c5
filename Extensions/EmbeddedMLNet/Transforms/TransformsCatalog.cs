using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Transforms of columns.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog(IHostEnvironment env)
    {
        Env = env;
        Categorical = new CategoricalTransforms(env);
        Conversion = new ConversionTransforms(env);
    }

    internal IHostEnvironment Env { get; }

    /// <summary>Transforms of categories.</summary>
    public CategoricalTransforms Categorical { get; }

    /// <summary>Conversions between types.</summary>
    public ConversionTransforms Conversion { get; }

    /// <summary>Transforms of categories.</summary>
    public sealed class CategoricalTransforms
    {
        internal CategoricalTransforms(IHostEnvironment env) => Env = env;

        internal IHostEnvironment Env { get; }
    }

    /// <summary>Conversions between types.</summary>
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms(IHostEnvironment env) => Env = env;

        internal IHostEnvironment Env { get; }
    }
}
