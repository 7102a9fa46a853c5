namespace MlNetDeep.Vision;

/// <summary>The names of the parts of a data set in folders and csv files.</summary>
internal static class SplitNames
{
    public static DatasetSplit? Parse(string name) => name.ToUpperInvariant() switch
    {
        "TRAIN" => DatasetSplit.Train,
        "VAL" or "VALID" or "VALIDATION" => DatasetSplit.Validation,
        "TEST" => DatasetSplit.Test,
        _ => null,
    };
}
