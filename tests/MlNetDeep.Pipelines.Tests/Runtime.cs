using Microsoft.ML;

namespace MlNetDeep.Pipelines.Tests;

/// <summary>Which ML.NET the tests run on.</summary>
internal static class Runtime
{
    /// <summary>Whether it is the embedded subset, which checks whole model files and names them in its errors; Microsoft's own checks parts only.</summary>
    public static bool IsEmbedded { get; } = typeof(MLContext).Assembly.GetName().Name == "EmbeddedMLNet";
}
