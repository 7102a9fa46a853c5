using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// How weights start, under what torchvision does in the same place. Where there is no initializer of exactly that distribution it is the
/// nearest that scales with the size of the layer.
/// </summary>
internal static class TorchInitializers
{
    /// <summary>For <c>kaiming_normal_(mode="fan_out")</c>: counts the inputs instead, which differs where a convolution has other filters than channels.</summary>
    public static Initializer KaimingFanOut { get; } = new HeNormal();

    /// <summary><c>kaiming_normal_(mode="fan_in")</c>.</summary>
    public static Initializer KaimingFanIn { get; } = new HeNormal();

    /// <summary>For PyTorch's linear layers and convolutions, uniform in plus or minus 1 / sqrt(fan-in).</summary>
    public static Initializer Linear { get; } = new GlorotUniform();

    /// <summary>For <c>normal_(0, 0.01)</c>.</summary>
    public static Initializer SmallNormal { get; } = new GlorotNormal();

    /// <summary>For <c>uniform_</c> in plus or minus 1 / sqrt(fan-out).</summary>
    public static Initializer UniformFanOut { get; } = new GlorotUniform();

    /// <summary>For <c>trunc_normal_(0, deviation)</c> of the Inception networks, whose norms make up for its scale.</summary>
    public static Initializer Truncated { get; } = new GlorotNormal();
}
