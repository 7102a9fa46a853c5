using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Loading, splitting, caching and reading of data.</summary>
public sealed class DataOperationsCatalog
{
    private readonly HostEnvironment _env;

    internal DataOperationsCatalog(HostEnvironment env) => _env = env;
}
