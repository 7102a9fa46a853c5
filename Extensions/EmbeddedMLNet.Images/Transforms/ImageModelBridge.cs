using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms.Image;

// The only file that touches internals of the core, because ML.NET lets nobody else save transformers. It compiles against the
// embedded core as its friend. Over Microsoft's own core it needs what the pipelines' bridge needs: the few members used here made
// visible to the compiler, and IgnoresAccessChecksTo("Microsoft.ML.Core") for the runtime. Its signatures must never change:
// saved models name them.
[assembly: LoadableClass(typeof(ITransformer), typeof(ImageModelBridge), null, typeof(SignatureLoadModel), "Image transform", ImageModelBridge.LoaderSignature)]

namespace Microsoft.ML.Transforms.Image;

/// <summary>Saves and loads the image transformers: a kind and a small payload.</summary>
internal static class ImageModelBridge
{
    public const string LoaderSignature = "EmbeddedImageTransform";

    private const string PayloadName = "Payload.bin";

    public static void Save(ImageTransformerBase transformer, ModelSaveContext ctx)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(transformer.GetType().Name);
        ctx.SaveBinaryStream(PayloadName, writer =>
        {
            writer.Write(transformer.Pair.OutputColumnName);
            writer.Write(transformer.Pair.InputColumnName);
            transformer.WritePayload(writer);
        });
    }

    private static ITransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        string kind = ctx.Reader.ReadString();
        ITransformer? transformer = null;
        if (!ctx.TryLoadBinaryStream(PayloadName, reader => transformer = Read(kind, reader))) throw new FormatException($"'{PayloadName}' of a saved {kind} is missing");
        return transformer!;
    }

    private static ImageTransformerBase Read(string kind, BinaryReader reader)
    {
        string output = reader.ReadString();
        var pair = new InputOutputColumnPair(output, reader.ReadString());
        return kind switch
        {
            nameof(ImageLoadingTransformer) => ImageLoadingTransformer.Read(pair, reader),
            nameof(ImageResizingTransformer) => ImageResizingTransformer.Read(pair, reader),
            nameof(ImageGrayscalingTransformer) => new ImageGrayscalingTransformer(pair),
            nameof(ImagePixelExtractingTransformer) => ImagePixelExtractingTransformer.Read(pair, reader),
            _ => throw new FormatException($"unknown image transform '{kind}'"),
        };
    }

    private static VersionInfo Version() =>
        new("EMLIMAGE", 0x00010001, 0x00010001, 0x00010001, typeof(ImageModelBridge).Assembly.GetName().Name!, LoaderSignature);
}
