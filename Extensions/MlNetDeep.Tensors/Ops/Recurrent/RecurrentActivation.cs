namespace MlNetDeep.Tensors;

/// <summary>The activation of a simple recurrent network.</summary>
public enum RecurrentActivation
{
    /// <summary>Hyperbolic tangent.</summary>
    Tanh,

    /// <summary>max(0, x); a NaN stays a NaN.</summary>
    Relu,
}
