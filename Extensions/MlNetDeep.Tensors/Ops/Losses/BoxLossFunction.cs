namespace MlNetDeep.Tensors;

/// <summary>The penalties that losses of boxes add to 1 - IoU.</summary>
internal enum BoxLossFunction
{
    Generalized,
    Distance,
    Complete,
}
