using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>The distributions from which torchvision's networks start, under the names of <c>torch.nn.init</c>.</summary>
internal static class TorchInitializers
{
    /// <summary><c>kaiming_normal_(mode="fan_out")</c>.</summary>
    public static Initializer KaimingFanOut { get; } = new HeNormal();

    /// <summary><c>kaiming_normal_(mode="fan_in")</c>.</summary>
    public static Initializer KaimingFanIn { get; } = new HeNormal();

    /// <summary>How PyTorch starts a linear layer or a convolution: uniform in plus or minus 1 / sqrt(fan-in).</summary>
    public static Initializer Linear { get; } = new GlorotUniform();

    /// <summary><c>normal_(0, 0.01)</c>.</summary>
    public static Initializer SmallNormal { get; } = new GlorotNormal();

    /// <summary><c>uniform_</c> in plus or minus 1 / sqrt(fan-out).</summary>
    public static Initializer UniformFanOut { get; } = new GlorotUniform();

    /// <summary><c>normal_(0, deviation)</c>.</summary>
    public static Initializer Normal(float deviation) => new GlorotNormal();
}
