using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// Squeeze and excitation (Hu et al. 2018), torchvision's module: the means of the channels go through two 1x1 convolutions whose result,
/// between 0 and 1, scales the channels.
/// </summary>
internal static class SqueezeExcitation
{
    public static Node Apply(Node input, string path, int squeeze, ActivationFunction activation, ActivationFunction gate)
    {
        Node scale = input
            .Apply(new AdaptiveAveragePool2D(1) { Name = path + ".avgpool" })
            .Apply(Convolution(path + ".fc1", squeeze, activation))
            .Apply(Convolution(path + ".fc2", input.Shape[2], gate));
        return new Multiply { Name = path + ".multiply" }.Call(input, scale);
    }

    private static Conv2D Convolution(string name, int filters, ActivationFunction activation) =>
        new(filters, 1) { Name = name, Activation = activation, KernelInitializer = TorchInitializers.KaimingFanOut };
}
