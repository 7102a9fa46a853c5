using MlNetDeep.Networks;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>The networks that are trained; Peers/pytorch.py has the same ones under the same names.</summary>
internal static class NetworkModels
{
    public static Network Mlp() => Network.Sequential([784],
        [new Dense(300) { Activation = "relu" }, new Dense(100) { Activation = "relu" }, new Dense(10)]);

    public static Network LeNet() => Network.Sequential([28, 28, 1],
    [
        new Conv2D(32, 3) { Padding = Padding.Same, Activation = "relu" }, new MaxPool2D(2),
        new Conv2D(64, 3) { Padding = Padding.Same, Activation = "relu" }, new MaxPool2D(2),
        new Flatten(), new Dense(128) { Activation = "relu" }, new Dense(10),
    ]);

    public static Network Vgg()
    {
        Node input = Network.Input([32, 32, 3]), x = input;
        foreach (int filters in (int[])[32, 64, 128])
            x = ConvolutionNorm(ConvolutionNorm(x, filters, 3, 1, "relu"), filters, 3, 1, "relu").Apply(new MaxPool2D(2));
        return new Network(input, x.Apply(new Flatten()).Apply(new Dense(10)));
    }

    /// <summary>He et al. 2016, section 4.2, with projections where the size changes.</summary>
    public static Network ResNet20()
    {
        Node input = Network.Input([32, 32, 3]);
        Node x = ConvolutionNorm(input, 16, 3, 1, "relu");
        return Residual(input, x, [16, 32, 64], blocks: 3, classes: 10);
    }

    /// <summary>He et al. 2016, table 1.</summary>
    public static Network ResNet18(int size, int classes)
    {
        Node input = Network.Input([size, size, 3]);
        Node x = ConvolutionNorm(input, 64, 7, 2, "relu").Apply(new MaxPool2D(3) { Stride = 2, Padding = Padding.All(1) });
        return Residual(input, x, [64, 128, 256, 512], blocks: 2, classes);
    }

    private static Network Residual(Node input, Node x, int[] stages, int blocks, int classes)
    {
        foreach (int filters in stages)
            for (int block = 0; block < blocks; block++)
                x = BasicBlock(x, filters, stride: block == 0 && filters != stages[0] ? 2 : 1);
        return new Network(input, x.Apply(new GlobalAveragePool2D()).Apply(new Dense(classes)));
    }

    private static Node BasicBlock(Node input, int filters, int stride)
    {
        Node x = ConvolutionNorm(input, filters, 3, stride, "relu");
        x = ConvolutionNorm(x, filters, 3, 1, "linear");
        Node shortcut = stride == 1 ? input : ConvolutionNorm(input, filters, 1, stride, "linear");
        return new Add { Activation = "relu" }.Call(x, shortcut);
    }

    private static Node ConvolutionNorm(Node x, int filters, int kernel, int stride, ActivationFunction activation) => x
        .Apply(new Conv2D(filters, kernel) { Stride = stride, Padding = Padding.All(kernel / 2), UseBias = false })
        .Apply(new BatchNorm { Activation = activation });
}
