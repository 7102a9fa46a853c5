namespace MlNetDeep.Networks;

/// <summary>The names and the order of axes of weights in a file.</summary>
public enum WeightLayout
{
    /// <summary>Those of <see cref="Network.Weights"/>: <c>conv1/kernel</c>, channels last.</summary>
    Network,

    /// <summary>Those of a PyTorch state dict: <c>conv1.weight</c>, channels first.</summary>
    Torch,
}
