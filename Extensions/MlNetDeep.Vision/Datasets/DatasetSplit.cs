namespace MlNetDeep.Vision;

/// <summary>The part of a data set that a sample belongs to.</summary>
public enum DatasetSplit
{
    /// <summary>Samples to train on.</summary>
    Train,

    /// <summary>Samples to choose options and the best epoch by.</summary>
    Validation,

    /// <summary>Samples to measure the finished network by.</summary>
    Test,
}
