using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>The blocks of residual networks (He et al. 2016), named as torchvision's.</summary>
internal static class ResidualBlocks
{
    private static readonly ConvNorm s_block = new();

    public static Node Stem(Node image, int filters, int kernel, int stride) =>
        s_block.Apply(image, "conv1", "bn1", filters, kernel, stride);

    /// <summary>Two 3x3 convolutions, and a 1x1 convolution as the shortcut where the shape changes.</summary>
    public static Node Basic(Node input, string path, int filters, int stride) =>
        Sum(path, BasicBranch(input, path, filters, stride), Shortcut(input, path, filters, stride));

    public static Node BasicBranch(Node input, string path, int filters, int stride)
    {
        Node x = s_block.Apply(input, path + ".conv1", path + ".bn1", filters, 3, stride);
        return s_block.Apply(x, path + ".conv2", path + ".bn2", filters, 3, activation: ActivationFunction.Linear);
    }

    /// <summary>1x1, 3x3 with the stride (as torchvision, where the paper has it in the first), 1x1 with four times the filters.</summary>
    public static Node Bottleneck(Node input, string path, int filters, int stride)
    {
        Node x = s_block.Apply(input, path + ".conv1", path + ".bn1", filters, 1);
        x = s_block.Apply(x, path + ".conv2", path + ".bn2", filters, 3, stride);
        x = s_block.Apply(x, path + ".conv3", path + ".bn3", 4 * filters, 1, activation: ActivationFunction.Linear);
        return Sum(path, x, Shortcut(input, path, 4 * filters, stride));
    }

    public static Node Sum(string path, Node branch, Node shortcut) =>
        new Add { Name = path + ".add", Activation = ActivationFunction.Relu }.Call(branch, shortcut);

    private static Node Shortcut(Node input, string path, int filters, int stride) => stride == 1 && input.Shape[2] == filters
        ? input
        : s_block.Apply(input, path + ".downsample.0", path + ".downsample.1", filters, 1, stride, activation: ActivationFunction.Linear);
}
