using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>How weights start, under what torchvision does in the same place.</summary>
internal static class TorchInitializers
{
    /// <summary><c>kaiming_normal_(mode="fan_out")</c>.</summary>
    public static Initializer KaimingFanOut { get; } = new VarianceScaling(2, FanMode.FanOut, ScaledDistribution.UntruncatedNormal);

    /// <summary><c>kaiming_normal_(mode="fan_in")</c>.</summary>
    public static Initializer KaimingFanIn { get; } = new VarianceScaling(2, FanMode.FanIn, ScaledDistribution.UntruncatedNormal);

    /// <summary>Of PyTorch's linear layers and convolutions, uniform in plus or minus 1 / sqrt(fan-in).</summary>
    public static Initializer Linear { get; } = new VarianceScaling(1f / 3, FanMode.FanIn, ScaledDistribution.Uniform);

    /// <summary><c>normal_(0, 0.01)</c>.</summary>
    public static Initializer SmallNormal { get; } = new RandomNormal(0.01f);

    /// <summary><c>uniform_</c> in plus or minus 1 / sqrt(fan-out).</summary>
    public static Initializer UniformFanOut { get; } = new VarianceScaling(1f / 3, FanMode.FanOut, ScaledDistribution.Uniform);

    /// <summary><c>trunc_normal_(0, 0.1)</c>, of the Inception networks.</summary>
    public static Initializer Truncated { get; } = new TruncatedNormal(0.1f);
}
