namespace Microsoft.ML.Data;

/// <summary>Names shared by the chains of all types.</summary>
internal static class TransformerChain
{
    public const string LoaderSignature = "TransformerChain";
}
