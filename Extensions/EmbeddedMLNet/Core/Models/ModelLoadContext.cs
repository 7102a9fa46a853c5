using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Where a component reads itself from: one folder of a model file.</summary>
internal sealed class ModelLoadContext : IDisposable
{
    // Chains hold chains; a file must not be able to nest them until the stack is used up.
    private const int MaximumDepth = 64;

    private ModelLoadContext(RepositoryReader repository, string directory, ModelHeader header, ArraySegment<byte> model)
    {
        Repository = repository;
        Directory = directory;
        Header = header;
        Reader = new BinaryReader(new MemoryStream(model.Array!, model.Offset, model.Count, writable: false));
    }

    public RepositoryReader Repository { get; }

    public string Directory { get; }

    public ModelHeader Header { get; }

    public BinaryReader Reader { get; }

    /// <summary>Creates the component that was saved in a folder.</summary>
    /// <exception cref="FormatException">The folder is missing or damaged, or its loader is not registered in an assembly of this program.</exception>
    public static T Load<T>(IHostEnvironment env, RepositoryReader repository, string directory)
        where T : class
    {
        if (directory.Count(c => c == '/') > MaximumDepth) throw new FormatException($"the model is nested more than {MaximumDepth} levels deep");
        string entry = RepositoryWriter.Combine(directory, ModelSaveContext.ModelStreamName);
        byte[] bytes = repository.ReadAll(entry) ?? throw new FormatException($"Couldn't load model: '{directory}': the entry '{entry}' is missing");
        ModelHeader header = ModelHeader.Read(bytes, out ArraySegment<byte> model);
        using var ctx = new ModelLoadContext(repository, directory, header, model);
        LoadableClass? loadable = header.LoaderSignature.Length == 0 ? null : env.ComponentCatalog.Find(typeof(SignatureLoadModel), header.LoaderSignature, header.LoaderAssemblyName);
        if (loadable is null)
        {
            throw new FormatException($"Couldn't load model: '{directory}': no loader '{header.LoaderSignature}' is registered; " +
                $"this program must reference the assembly '{header.LoaderAssemblyName}'");
        }
        return loadable.CreateInstance(env, ctx) as T ??
            throw new FormatException($"Couldn't load model: '{directory}': '{header.LoaderSignature}' gives no {typeof(T)}");
    }

    /// <summary>Checks that the folder holds what its reader expects, in a version that it understands.</summary>
    /// <exception cref="FormatException">It does not.</exception>
    public void CheckAtModel(VersionInfo ver)
    {
        if (Header.ModelSignature != ver.ModelSignature)
            throw new FormatException($"Unknown file type in '{Directory}': expected '{VersionInfo.Unpack(ver.ModelSignature)}', got '{VersionInfo.Unpack(Header.ModelSignature)}'");
        if (Header.VerReadable > ver.VerWrittenCur)
            throw new FormatException($"Cause: '{Directory}' needs a reader of version 0x{Header.VerReadable:x8}, this one is 0x{ver.VerWrittenCur:x8}; it was written by a later version");
        if (Header.VerWritten < ver.VerWeCanReadBack)
            throw new FormatException($"Cause: '{Directory}' is of version 0x{Header.VerWritten:x8}, older than 0x{ver.VerWeCanReadBack:x8}, which can still be read");
    }

    public bool TryLoadBinaryStream(string name, Action<BinaryReader> action)
    {
        using Stream? entry = Repository.Open(RepositoryWriter.Combine(Directory, name));
        if (entry is null) return false;
        using var reader = new BinaryReader(entry);
        action(reader);
        return true;
    }

    public void Dispose() => Reader.Dispose();
}
