namespace Microsoft.ML.Runtime;

/// <summary>The services of a context: channels, random numbers, the catalog of loadable components.</summary>
public interface IHostEnvironment : IChannelProvider, IProgressChannelProvider
{
    /// <summary>The components that model files can name.</summary>
    ComponentCatalog ComponentCatalog { get; }

    /// <summary>Creates a host for a component.</summary>
    /// <param name="name">The name of the component, which becomes part of the source of its messages.</param>
    /// <param name="seed">The seed of its random generator; null derives one from the context.</param>
    /// <param name="verbose">False silences traces; null does as the parent.</param>
    IHost Register(string name, int? seed = null, bool? verbose = null);
}
