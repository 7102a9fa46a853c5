namespace Microsoft.ML.Runtime;

/// <summary>The environment of one component, with its own random generator.</summary>
public interface IHost : IHostEnvironment
{
    /// <summary>The random generator of the component; for one thread at a time.</summary>
    Random Rand { get; }
}
