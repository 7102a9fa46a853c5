using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Saving, loading and use of models.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance members are the interface of ML.NET.")]
public sealed class ModelOperationsCatalog
{
    private const string ModelFolder = "TransformerChain";

    private readonly HostEnvironment _env;

    internal ModelOperationsCatalog(HostEnvironment env) => _env = env;

    /// <summary>Saves a model and the loader of its input to a file.</summary>
    /// <typeparam name="TSource">What the data come from.</typeparam>
    /// <param name="model">The model; null saves one that does nothing.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="filePath">The file.</param>
    /// <exception cref="InvalidOperationException">A part of the model cannot be saved.</exception>
    public void Save<TSource>(ITransformer? model, IDataLoader<TSource> loader, string filePath)
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentErrors.ThrowIfEmpty(filePath, nameof(filePath));
        Replace(filePath, stream => Save(model, loader, stream));
    }

    /// <summary>Saves a model and the loader of its input to a stream, which stays open.</summary>
    /// <typeparam name="TSource">What the data come from.</typeparam>
    /// <param name="model">The model; null saves one that does nothing.</param>
    /// <param name="loader">The loader.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="InvalidOperationException">A part of the model cannot be saved.</exception>
    public void Save<TSource>(ITransformer? model, IDataLoader<TSource> loader, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(loader);
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryWriter(stream);
        WriteVersion(repository);
        ModelSaveContext.SaveModel(repository, new CompositeDataLoader<TSource, ITransformer>(loader, model is null ? null : new TransformerChain<ITransformer>(model)), "");
        repository.Commit();
    }

    /// <summary>Saves a model and the schema of its input to a file. The file appears when it is complete; an old one is replaced then.</summary>
    /// <param name="model">The model; null saves one that does nothing.</param>
    /// <param name="inputSchema">The schema of its input; columns of types that cannot be saved, such as images, are left out. Null saves none.</param>
    /// <param name="filePath">The file.</param>
    /// <exception cref="InvalidOperationException">A part of the model cannot be saved.</exception>
    public void Save(ITransformer? model, DataViewSchema? inputSchema, string filePath)
    {
        ArgumentErrors.ThrowIfEmpty(filePath, nameof(filePath));
        Replace(filePath, stream => Save(model, inputSchema, stream));
    }

    /// <summary>Saves a model and the schema of its input to a stream, which stays open.</summary>
    /// <param name="model">The model; null saves one that does nothing.</param>
    /// <param name="inputSchema">The schema of its input; columns of types that cannot be saved, such as images, are left out. Null saves none.</param>
    /// <param name="stream">The stream.</param>
    /// <exception cref="InvalidOperationException">A part of the model cannot be saved.</exception>
    public void Save(ITransformer? model, DataViewSchema? inputSchema, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var repository = new RepositoryWriter(stream);
        WriteVersion(repository);
        ModelSaveContext.SaveModel(repository, model ?? new TransformerChain<ITransformer>(), ModelFolder);
        if (inputSchema is not null)
        {
            ReportUnsaved(inputSchema);
            using var writer = new BinaryWriter(repository.CreateEntry(null, SchemaCodec.EntryName));
            SchemaCodec.Write(writer, inputSchema);
        }
        repository.Commit();
    }

    /// <summary>Loads a model from a file. No code comes from the file; its parts must be registered by the assemblies of this program.</summary>
    /// <param name="filePath">The file.</param>
    /// <param name="inputSchema">Receives the schema of the model's input; null when none was saved.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no model, is damaged, or has a part that this program does not know.</exception>
    public ITransformer Load(string filePath, out DataViewSchema inputSchema)
    {
        ArgumentErrors.ThrowIfEmpty(filePath, nameof(filePath));
        using FileStream stream = File.OpenRead(filePath);
        return Load(stream, $"'{filePath}'", out inputSchema);
    }

    /// <summary>Loads a model from a stream, which stays open. No code comes from the stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="inputSchema">Receives the schema of the model's input; null when none was saved.</param>
    /// <exception cref="FormatException">The stream holds no model, is damaged, or has a part that this program does not know.</exception>
    public ITransformer Load(Stream stream, out DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Load(stream, "from the stream", out inputSchema);
    }

    /// <summary>Loads a model and the loader of its input from a file. No code comes from the file.</summary>
    /// <param name="filePath">The file.</param>
    /// <param name="loader">Receives the loader.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The file is no model with a loader, is damaged, or has a part that this program does not know.</exception>
    public ITransformer LoadWithDataLoader(string filePath, out IDataLoader<IMultiStreamSource> loader)
    {
        ArgumentErrors.ThrowIfEmpty(filePath, nameof(filePath));
        using FileStream stream = File.OpenRead(filePath);
        return LoadWithDataLoader(stream, $"'{filePath}'", out loader);
    }

    /// <summary>Loads a model and the loader of its input from a stream, which stays open. No code comes from the stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="loader">Receives the loader.</param>
    /// <exception cref="FormatException">The stream holds no model with a loader, is damaged, or has a part that this program does not know.</exception>
    public ITransformer LoadWithDataLoader(Stream stream, out IDataLoader<IMultiStreamSource> loader)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return LoadWithDataLoader(stream, "from the stream", out loader);
    }

    /// <summary>
    /// A function that predicts single examples. It is not for several threads at once; make one for each. Disposing of it disposes
    /// of the model too, when the model holds something to dispose of.
    /// </summary>
    /// <typeparam name="TSrc">The class of examples.</typeparam>
    /// <typeparam name="TDst">The class of predictions.</typeparam>
    /// <param name="transformer">The model.</param>
    /// <param name="ignoreMissingColumns">Whether members of a prediction without a column keep their default value; true is the default.</param>
    /// <param name="inputSchemaDefinition">Changes names and types of <typeparamref name="TSrc"/>.</param>
    /// <param name="outputSchemaDefinition">Changes names and types of <typeparamref name="TDst"/>.</param>
    /// <exception cref="ArgumentException">The model does not map row to row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer, bool ignoreMissingColumns = true, SchemaDefinition? inputSchemaDefinition = null, SchemaDefinition? outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new() =>
        new(_env, transformer, ignoreMissingColumns, inputSchemaDefinition, outputSchemaDefinition);

    /// <summary>
    /// A function that predicts single examples, whose columns have the types and annotations of a schema. Each member of a prediction
    /// must have a column. Disposing of it disposes of the model too.
    /// </summary>
    /// <typeparam name="TSrc">The class of examples.</typeparam>
    /// <typeparam name="TDst">The class of predictions.</typeparam>
    /// <param name="transformer">The model.</param>
    /// <param name="inputSchema">The schema, such as the one that <see cref="Load(string, out DataViewSchema)"/> gives.</param>
    /// <exception cref="ArgumentException">The model does not map row to row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new()
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new(_env, transformer, false, RowMember.Define(typeof(TSrc), inputSchema, SchemaDefinition.Direction.Read));
    }

    /// <summary>A function that predicts single examples.</summary>
    /// <typeparam name="TSrc">The class of examples.</typeparam>
    /// <typeparam name="TDst">The class of predictions.</typeparam>
    /// <param name="transformer">The model.</param>
    /// <param name="options">How columns are found, and whether disposing of the engine disposes of the model.</param>
    /// <exception cref="ArgumentException">The model does not map row to row.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(_env, transformer, options.IgnoreMissingColumns, options.InputSchemaDefinition, options.OutputSchemaDefinition, options.OwnsTransformer);
    }

    private ITransformer Load(Stream stream, string source, out DataViewSchema inputSchema)
    {
        try
        {
            using var repository = new RepositoryReader(stream);
            if (repository.Contains(ModelSaveContext.ModelStreamName))
            {
                ITransformer loaded = Unwrap(repository, out IDataLoader<IMultiStreamSource> loader);
                inputSchema = loader.GetOutputSchema();
                return loaded;
            }
            ITransformer model = ModelLoadContext.Load<ITransformer>(_env, repository, ModelFolder);
            inputSchema = null!;
            using Stream? schema = repository.Open(SchemaCodec.EntryName);
            if (schema is not null)
            {
                using var reader = new BinaryReader(schema);
                inputSchema = SchemaCodec.Read(reader);
            }
            return model;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            throw new FormatException($"Could not load the model {source}: {e.Message}", e);
        }
    }

    private ITransformer LoadWithDataLoader(Stream stream, string source, out IDataLoader<IMultiStreamSource> loader)
    {
        try
        {
            using var repository = new RepositoryReader(stream);
            return Unwrap(repository, out loader);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            throw new FormatException($"Could not load the model {source}: {e.Message}", e);
        }
    }

    // A model that is saved with its loader is the only part of the chain behind the loader.
    private ITransformer Unwrap(RepositoryReader repository, out IDataLoader<IMultiStreamSource> loader)
    {
        var root = ModelLoadContext.Load<IDataLoader<IMultiStreamSource>>(_env, repository, "");
        if (root is not CompositeDataLoader<IMultiStreamSource, ITransformer> composite)
        {
            loader = root;
            return new TransformerChain<ITransformer>();
        }
        loader = composite.Loader;
        return composite.Transformer.Count() == 1 ? composite.Transformer.Single() : composite.Transformer;
    }

    private static void Replace(string filePath, Action<Stream> write)
    {
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{filePath}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = File.Create(temporary)) write(stream);
            File.Move(temporary, filePath, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void WriteVersion(RepositoryWriter repository)
    {
        using Stream entry = repository.CreateEntry("TrainingInfo", "Version.txt");
        entry.Write(Encoding.UTF8.GetBytes(ProductVersion()));
    }

    private void ReportUnsaved(DataViewSchema schema)
    {
        using IChannel channel = _env.Start("Saving Schema");
        foreach (DataViewSchema.Column column in schema.Where(c => !TypeCodec.CanSave(c.Type)))
            channel.Info(MessageSensitivity.Schema, "The column '{0}' will not be written as it has unsavable column type.", column.Name);
    }

    private static string ProductVersion() =>
        typeof(ModelOperationsCatalog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
