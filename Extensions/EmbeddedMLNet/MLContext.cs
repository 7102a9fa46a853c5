using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The starting point of ML.NET: catalogs of what there is, a seed, and a log.</summary>
public sealed class MLContext : IHostEnvironment
{
    private readonly HostEnvironment _env;

    /// <summary>Creates a context.</summary>
    /// <param name="seed">Makes everything random repeatable. Null, the default, gives other numbers in each run, except where a member says otherwise.</param>
    public MLContext(int? seed = null)
    {
        _env = new HostEnvironment(seed, (source, message) => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source)));
        Data = new DataOperationsCatalog(_env);
        Model = new ModelOperationsCatalog(_env);
        Transforms = new TransformsCatalog(_env);
        MulticlassClassification = new MulticlassClassificationCatalog(_env);
    }

    /// <summary>Messages of all components of this context, on the thread that sends them.</summary>
    public event EventHandler<LoggingEventArgs>? Log;

    /// <summary>Loading, splitting, caching and reading of data.</summary>
    public DataOperationsCatalog Data { get; }

    /// <summary>Saving, loading and use of models.</summary>
    public ModelOperationsCatalog Model { get; }

    /// <summary>Transforms of columns.</summary>
    public TransformsCatalog Transforms { get; }

    /// <summary>Evaluation of classifiers of two or more classes.</summary>
    public MulticlassClassificationCatalog MulticlassClassification { get; }

    /// <summary>The components that model files can name.</summary>
    public ComponentCatalog ComponentCatalog => _env.ComponentCatalog;

    string IExceptionContext.ContextDescription => _env.ContextDescription;

    TException IExceptionContext.Process<TException>(TException ex) => _env.Process(ex);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _env.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _env.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _env.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _env.StartProgressChannel(name);
}
