using System.Globalization;

namespace Microsoft.ML;

/// <summary>What the header of a saved component says: its signature, versions, and who loads it.</summary>
internal sealed class VersionInfo
{
    public const int MaximumLoaderSignatureLength = 24;

    public VersionInfo(string modelSignature, uint verWrittenCur, uint verReadableCur, uint verWeCanReadBack, string loaderAssemblyName, string? loaderSignature = null, string? loaderSignatureAlt = null)
    {
        ModelSignature = Pack(modelSignature);
        VerWrittenCur = verWrittenCur;
        VerReadableCur = verReadableCur;
        VerWeCanReadBack = verWeCanReadBack;
        LoaderAssemblyName = loaderAssemblyName;
        LoaderSignature = Check(loaderSignature);
        LoaderSignatureAlt = Check(loaderSignatureAlt);
    }

    public ulong ModelSignature { get; }

    public uint VerWrittenCur { get; }

    public uint VerReadableCur { get; }

    public uint VerWeCanReadBack { get; }

    public string LoaderAssemblyName { get; }

    public string LoaderSignature { get; }

    public string LoaderSignatureAlt { get; }

    /// <summary>The version information of a component of this assembly.</summary>
    public static VersionInfo Own(string modelSignature, string loaderSignature) =>
        new(modelSignature, 0x00010001, 0x00010001, 0x00010001, typeof(VersionInfo).Assembly.GetName().Name!, loaderSignature);

    public static string Unpack(ulong signature) => string.Concat(Enumerable.Range(0, 8).Select(i => (char)(byte)(signature >> (8 * i))).Select(c => char.IsAsciiLetterOrDigit(c) || c == ' ' ? c : '?'));

    private static ulong Pack(string signature)
    {
        if (signature is not { Length: 8 } || !signature.All(char.IsAscii)) throw new ArgumentException($"a model signature has 8 ASCII characters, got '{signature}'", nameof(signature));
        ulong packed = 0;
        for (int i = 7; i >= 0; i--) packed = (packed << 8) | signature[i];
        return packed;
    }

    private static string Check(string? signature)
    {
        signature ??= "";
        if (signature.Length > MaximumLoaderSignatureLength || !signature.All(char.IsAscii))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"a loader signature has at most {MaximumLoaderSignatureLength} ASCII characters, got '{signature}'"), nameof(signature));
        }
        return signature;
    }
}
