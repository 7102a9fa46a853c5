namespace Microsoft.ML.Transforms;

/// <summary>What a normalizer learns of each slot. The numbers are in model files.</summary>
internal enum NormalizationKind : byte
{
    MinMax = 0,
    MaximumAbsolute = 1,
    Standard = 2,
    RootMeanSquare = 3,
    NormalCdf = 4,
}
