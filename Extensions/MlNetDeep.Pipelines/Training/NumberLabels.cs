namespace MlNetDeep.Pipelines.Training;

/// <summary>Which labels a regression takes.</summary>
internal enum NumberLabels
{
    Scalar,

    Vector,

    Either,
}
