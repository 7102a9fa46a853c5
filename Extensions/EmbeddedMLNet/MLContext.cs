using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The starting point of ML.NET: catalogs of what there is, a seed, and a log.</summary>
public sealed class MLContext : IHostEnvironment
{
    private readonly HostEnvironment _env;
    private readonly ContextOptions _options = new();

    /// <summary>Creates a context.</summary>
    /// <param name="seed">Makes everything random repeatable. Null, the default, gives other numbers in each run, except where a member says otherwise.</param>
    public MLContext(int? seed = null)
    {
        _env = new HostEnvironment(seed, (source, message) => Log?.Invoke(this, new LoggingEventArgs(message.Message, message.Kind, source)));
        Data = new DataOperationsCatalog(_env);
        Model = new ModelOperationsCatalog(_env);
        Transforms = new TransformsCatalog(_env);
        BinaryClassification = new BinaryClassificationCatalog(_env);
        MulticlassClassification = new MulticlassClassificationCatalog(_env);
        Regression = new RegressionCatalog(_env);
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

    /// <summary>Training and evaluation of classifiers of yes and no.</summary>
    public BinaryClassificationCatalog BinaryClassification { get; }

    /// <summary>Training and evaluation of predictors of numbers.</summary>
    public RegressionCatalog Regression { get; }

    /// <summary>The folder for temporary files. Default: that of the system.</summary>
    public string TempFilePath { get; set; } = Path.GetTempPath();

    /// <summary>Whether to compute on the processor when the graphics card cannot be used. Kept for programs that set it; everything here runs on the processor.</summary>
    public bool FallbackToCpu { get; set; } = true;

    /// <summary>The graphics card; null for none. Kept for programs that set it; everything here runs on the processor.</summary>
    public int? GpuDeviceId { get; set; }

    /// <summary>The components that model files can name.</summary>
    public ComponentCatalog ComponentCatalog => _env.ComponentCatalog;

    /// <summary>Attaches a value by name, unless there is one.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <returns>False when there is one already.</returns>
    public bool TryAddOption<T>(string name, T value) => _options.TryAdd(name, value);

    /// <summary>Attaches a value by name, in place of one that is there.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public void SetOption<T>(string name, T value) => _options.Set(name, value);

    /// <summary>Finds a value that was attached.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; the default when there is none.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidCastException">The value has another type.</exception>
    public bool TryGetOption<T>(string name, out T value) => _options.TryGet(name, out value);

    /// <summary>Finds a value that was attached; the default when there is none.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="name">The name.</param>
    /// <exception cref="InvalidCastException">The value has another type.</exception>
    public T GetOptionOrDefault<T>(string name) => _options.TryGet(name, out T value) ? value : default!;

    /// <summary>Removes a value that was attached.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there was one.</returns>
    public bool RemoveOption(string name) => _options.Remove(name);

    string IExceptionContext.ContextDescription => _env.ContextDescription;

    TException IExceptionContext.Process<TException>(TException ex) => _env.Process(ex);

    IHost IHostEnvironment.Register(string name, int? seed, bool? verbose) => _env.Register(name, seed, verbose);

    IChannel IChannelProvider.Start(string name) => _env.Start(name);

    IPipe<TMessage> IChannelProvider.StartPipe<TMessage>(string name) => _env.StartPipe<TMessage>(name);

    IProgressChannel IProgressChannelProvider.StartProgressChannel(string name) => _env.StartProgressChannel(name);
}
