using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.ITransformer), typeof(Microsoft.ML.Transforms.CustomMappingFormat), null,
    typeof(Microsoft.ML.SignatureLoadModel), "Custom mapping", Microsoft.ML.Transforms.CustomMappingFormat.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>A custom mapping in a model file: the contract by which this program's own factory is found, and nothing of the function.</summary>
internal static class CustomMappingFormat
{
    public const string LoaderSignature = "CustomTransformer";

    public static void Save(ModelSaveContext ctx, string contract, string assembly)
    {
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(contract);
        ctx.Writer.Write(assembly);
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        string contract = ctx.Reader.ReadString();
        string assembly = ctx.Reader.ReadString();
        Type type = env.ComponentCatalog.FindExtension(typeof(CustomMappingFactoryAttributeAttribute), contract, assembly) ??
            throw new FormatException($"no {nameof(CustomMappingFactory<object, object>)} with the contract '{contract}' is known; register its assembly '{assembly}' with MLContext.ComponentCatalog.RegisterAssembly");
        if (Activator.CreateInstance(type, nonPublic: true) is not ICustomMappingFactory factory)
            throw new FormatException($"{type} with the contract '{contract}' is no {nameof(CustomMappingFactory<object, object>)}");
        return factory.CreateTransformer(env, contract);
    }

    private static VersionInfo Version() => VersionInfo.Own("CUSTOMXF", LoaderSignature);
}
