using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Saving, loading and use of models.</summary>
public sealed class ModelOperationsCatalog
{
    private readonly HostEnvironment _env;

    internal ModelOperationsCatalog(HostEnvironment env) => _env = env;
}
