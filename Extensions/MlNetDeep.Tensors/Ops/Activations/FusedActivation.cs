namespace MlNetDeep.Tensors;

/// <summary>An activation that a matrix product or a convolution applies while it stores its result.</summary>
/// <remarks>Fusing saves one pass over memory; the numbers are those of the separate operation.</remarks>
public enum FusedActivation
{
    /// <summary>The result is stored as it is.</summary>
    None,

    /// <summary>max(0, x); a NaN stays a NaN.</summary>
    Relu,
}
