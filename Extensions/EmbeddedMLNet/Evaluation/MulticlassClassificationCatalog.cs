using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Evaluation of classifiers of two or more classes.</summary>
public sealed class MulticlassClassificationCatalog
{
    private readonly HostEnvironment _env;

    internal MulticlassClassificationCatalog(HostEnvironment env) => _env = env;
}
