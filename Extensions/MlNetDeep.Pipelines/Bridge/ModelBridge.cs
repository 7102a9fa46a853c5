// The only file that touches internals of ML.NET: saving into and loading from a model file is internal upstream, so that a
// third-party transformer needs the five types and three members used here. In the default build they are visible through
// InternalsVisibleTo; on Microsoft's own assemblies as Extensions/MlNet/MlNet.targets says.
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDeep.Pipelines.Bridge;
using MlNetDeep.Pipelines.Models;

[assembly: LoadableClass(typeof(ITransformer), typeof(ModelBridge), null, typeof(SignatureLoadModel), "MlNetDeep model", ModelBridge.LoaderSignature)]

namespace MlNetDeep.Pipelines.Bridge;

/// <summary>Saves and loads every transformer of this library: a kind in <c>Model.key</c>, its bytes in <c>Payload.bin</c>.</summary>
internal static class ModelBridge
{
    /// <summary>Written into every model file: frozen for ever, as are the signature below and the name of this assembly.</summary>
    public const string LoaderSignature = "MlNetDeepModel";

    private const string ModelSignature = "MLNETDEE";
    private const string PayloadName = "Payload.bin";

    public static void Save(DeepTransformer transformer, ModelSaveContext context)
    {
        byte[] payload = Payload.Seal(transformer.Model.Write);
        context.SetVersionInfo(Version());
        context.Writer.Write(DeepModel.Kind);
        context.SaveBinaryStream(PayloadName, writer => writer.Write(payload));
    }

    // Found by its name and parameters when a model file names this assembly and the signature above.
    private static ITransformer Create(IHostEnvironment env, ModelLoadContext context)
    {
        context.CheckAtModel(Version());
        string kind = context.Reader.ReadString();
        ITransformer? transformer = null;
        if (!context.TryLoadBinaryStream(PayloadName, reader => transformer = DeepTransformer.Read(kind, Payload.Open(reader))))
            throw new InvalidDataException($"The model file holds no '{PayloadName}' for the '{kind}' transformer.");
        return transformer!;
    }

    private static VersionInfo Version() => new(
        modelSignature: ModelSignature,
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderAssemblyName: typeof(ModelBridge).Assembly.GetName().Name!,
        loaderSignature: LoaderSignature);
}
