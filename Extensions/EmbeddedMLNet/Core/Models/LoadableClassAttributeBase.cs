namespace Microsoft.ML;

/// <summary>Registers a class that model files can name. Nothing that is not registered is ever created.</summary>
internal abstract class LoadableClassAttributeBase : Attribute
{
    protected LoadableClassAttributeBase(string? summary, Type instType, Type loaderType, Type? argType, Type[] sigTypes, string userName, params string[] loadNames)
    {
        ArgumentNullException.ThrowIfNull(instType);
        ArgumentNullException.ThrowIfNull(loaderType);
        Summary = summary;
        InstanceType = instType;
        LoaderType = loaderType;
        ArgType = argType;
        SignatureTypes = sigTypes;
        UserName = userName;
        LoadNames = loadNames;
    }

    public string? Summary { get; }

    public Type InstanceType { get; }

    public Type LoaderType { get; }

    public Type? ArgType { get; }

    public IReadOnlyList<Type> SignatureTypes { get; }

    public string UserName { get; }

    public IReadOnlyList<string> LoadNames { get; }
}
