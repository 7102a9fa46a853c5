namespace Microsoft.ML;

/// <summary>Where a component writes itself: one folder of a model file. Its members are for the components of ML.NET.</summary>
public sealed class ModelSaveContext : IDisposable
{
    internal const string ModelStreamName = "Model.key";

    private readonly MemoryStream _model = new();
    private VersionInfo? _version;
    private bool _done;

    internal ModelSaveContext(RepositoryWriter rep, string dir, string name)
    {
        Repository = rep;
        Directory = dir;
        Name = name;
        Writer = new BinaryWriter(_model);
    }

    internal RepositoryWriter Repository { get; }

    internal string Directory { get; }

    internal string Name { get; }

    /// <summary>Writes the small facts of the component, into its <c>Model.key</c>.</summary>
    internal BinaryWriter Writer { get; }

    internal static void SaveModel<T>(RepositoryWriter rep, T value, string path)
        where T : class
    {
        if (value is not ICanSaveModel component) throw new InvalidOperationException($"{value.GetType()} cannot be saved: it is no {nameof(ICanSaveModel)}");
        using var ctx = new ModelSaveContext(rep, path, ModelStreamName);
        component.Save(ctx);
        ctx.Done();
    }

    internal void SetVersionInfo(VersionInfo ver) => _version = ver;

    internal void SaveModel<T>(T value, string name)
        where T : class => SaveModel(Repository, value, RepositoryWriter.Combine(Directory, name));

    internal void SaveBinaryStream(string name, Action<BinaryWriter> action)
    {
        using Stream entry = Repository.CreateEntry(Directory, name);
        using var writer = new BinaryWriter(entry);
        action(writer);
    }

    internal void Done()
    {
        if (_version is null) throw new InvalidOperationException("ModelSignature not specified!");
        Writer.Flush();
        using Stream entry = Repository.CreateEntry(Directory, Name);
        ModelHeader.Write(entry, _version, _model.GetBuffer().AsSpan(0, (int)_model.Length));
        _done = true;
    }

    /// <summary>Releases the buffers.</summary>
    public void Dispose()
    {
        if (!_done) _model.SetLength(0);
        Writer.Dispose();
        _model.Dispose();
    }
}
