using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// The 18-layer residual network (He et al., 2016): a stem and four stages of two basic blocks with 64, 128, 256 and 512
/// filters. Images below 64 pixels get the stem of the paper's CIFAR networks, a 3x3 convolution that keeps the size; larger
/// ones the 7x7 convolution with stride 2 and the max pooling of torchvision's <c>resnet18</c>, whose parameters it has.
/// </summary>
public sealed record ResNet18 : ImageArchitecture
{
    /// <inheritdoc/>
    public override Network Build(Shape inputShape, int classes, ulong seed = 0)
    {
        CheckInput(nameof(ResNet18), inputShape, classes, smallest: 8);
        Node input = Network.Input(inputShape);
        Node x = Math.Min(inputShape[0], inputShape[1]) < 64
            ? Convolution(input, 64, kernel: 3, stride: 1, "relu")
            : Convolution(input, 64, kernel: 7, stride: 2, "relu").Apply(new MaxPool2D(3) { Stride = 2, Padding = Padding.All(1) });
        for (int stage = 0; stage < 4; stage++)
        {
            int filters = 64 << stage;
            x = BasicBlock(x, filters, stride: stage == 0 ? 1 : 2);
            x = BasicBlock(x, filters, stride: 1);
        }
        return new Network(input, x.Apply(new GlobalAveragePool2D()).Apply(new Dense(classes)), seed);
    }

    private static Node BasicBlock(Node input, int filters, int stride)
    {
        Node x = Convolution(input, filters, kernel: 3, stride, "relu");
        x = Convolution(x, filters, kernel: 3, stride: 1, "linear");
        Node shortcut = stride == 1 && input.Shape[2] == filters ? input : Convolution(input, filters, kernel: 1, stride, "linear");
        return new Add { Activation = "relu" }.Call(x, shortcut);
    }

    private static Node Convolution(Node x, int filters, int kernel, int stride, ActivationFunction activation) => x
        .Apply(new Conv2D(filters, kernel) { Stride = stride, Padding = Padding.All(kernel / 2), UseBias = false })
        .Apply(new BatchNorm { Activation = activation });
}
