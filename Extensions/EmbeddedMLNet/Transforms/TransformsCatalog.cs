using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Transforms of columns.</summary>
public sealed class TransformsCatalog
{
    internal TransformsCatalog(IHostEnvironment env)
    {
        Env = env;
        Conversion = new ConversionTransforms(env);
    }

    internal IHostEnvironment Env { get; }

    /// <summary>Conversions between types.</summary>
    public ConversionTransforms Conversion { get; }

    /// <summary>Conversions between types.</summary>
    public sealed class ConversionTransforms
    {
        internal ConversionTransforms(IHostEnvironment env) => Env = env;

        internal IHostEnvironment Env { get; }
    }
}
