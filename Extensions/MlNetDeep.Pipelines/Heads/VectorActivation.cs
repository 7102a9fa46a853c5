namespace MlNetDeep.Pipelines.Heads;

/// <summary>What is applied to an output of a network before it fills a column. The numbers are stored in model files.</summary>
internal enum VectorActivation : byte
{
    None = 0,

    Softmax = 1,

    Sigmoid = 2,
}
