using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>The modules of Inception v3 under torchvision's letters; each joins the channels of its branches.</summary>
internal static class InceptionModules
{
    private static readonly ConvNorm s_block = new() { Epsilon = 1e-3f, KernelInitializer = TorchInitializers.Truncated };

    public static Node Convolve(Node x, string path, int filters, Size2D kernel, int stride = 1, int? padding = null) =>
        s_block.Apply(x, path + ".conv", path + ".bn", filters, kernel, stride, padding: padding);

    /// <summary>1x1, 5x5 and a double 3x3: the modules of 35 x 35 pixels.</summary>
    public static Node A(Node x, string path, int pool)
    {
        Node five = Convolve(Convolve(x, path + ".branch5x5_1", 48, 1), path + ".branch5x5_2", 64, 5);
        Node three = Convolve(x, path + ".branch3x3dbl_1", 64, 1);
        three = Convolve(three, path + ".branch3x3dbl_2", 96, 3);
        three = Convolve(three, path + ".branch3x3dbl_3", 96, 3);
        return Join(path, Convolve(x, path + ".branch1x1", 64, 1), five, three, Pooled(x, path, pool));
    }

    /// <summary>Halves 35 x 35 pixels.</summary>
    public static Node B(Node x, string path)
    {
        Node three = Convolve(x, path + ".branch3x3dbl_1", 64, 1);
        three = Convolve(three, path + ".branch3x3dbl_2", 96, 3);
        three = Convolve(three, path + ".branch3x3dbl_3", 96, 3, stride: 2, padding: 0);
        return Join(path, Convolve(x, path + ".branch3x3", 384, 3, stride: 2, padding: 0), three, Halved(x, path));
    }

    /// <summary>1x1, 7x7 and a double 7x7, each split into rows and columns: the modules of 17 x 17 pixels.</summary>
    public static Node C(Node x, string path, int filters)
    {
        Node seven = Convolve(x, path + ".branch7x7_1", filters, 1);
        seven = Convolve(seven, path + ".branch7x7_2", filters, (1, 7));
        seven = Convolve(seven, path + ".branch7x7_3", 192, (7, 1));
        Node twice = Convolve(x, path + ".branch7x7dbl_1", filters, 1);
        twice = Convolve(twice, path + ".branch7x7dbl_2", filters, (7, 1));
        twice = Convolve(twice, path + ".branch7x7dbl_3", filters, (1, 7));
        twice = Convolve(twice, path + ".branch7x7dbl_4", filters, (7, 1));
        twice = Convolve(twice, path + ".branch7x7dbl_5", 192, (1, 7));
        return Join(path, Convolve(x, path + ".branch1x1", 192, 1), seven, twice, Pooled(x, path, 192));
    }

    /// <summary>Halves 17 x 17 pixels.</summary>
    public static Node D(Node x, string path)
    {
        Node three = Convolve(Convolve(x, path + ".branch3x3_1", 192, 1), path + ".branch3x3_2", 320, 3, stride: 2, padding: 0);
        Node seven = Convolve(x, path + ".branch7x7x3_1", 192, 1);
        seven = Convolve(seven, path + ".branch7x7x3_2", 192, (1, 7));
        seven = Convolve(seven, path + ".branch7x7x3_3", 192, (7, 1));
        seven = Convolve(seven, path + ".branch7x7x3_4", 192, 3, stride: 2, padding: 0);
        return Join(path, three, seven, Halved(x, path));
    }

    /// <summary>1x1, 3x3 and a double 3x3, whose last is a row and a column side by side: the modules of 8 x 8 pixels.</summary>
    public static Node E(Node x, string path)
    {
        Node three = Convolve(x, path + ".branch3x3_1", 384, 1);
        Node twice = Convolve(Convolve(x, path + ".branch3x3dbl_1", 448, 1), path + ".branch3x3dbl_2", 384, 3);
        return Join(
            path,
            Convolve(x, path + ".branch1x1", 320, 1),
            Convolve(three, path + ".branch3x3_2a", 384, (1, 3)),
            Convolve(three, path + ".branch3x3_2b", 384, (3, 1)),
            Convolve(twice, path + ".branch3x3dbl_3a", 384, (1, 3)),
            Convolve(twice, path + ".branch3x3dbl_3b", 384, (3, 1)),
            Pooled(x, path, 192));
    }

    private static Node Pooled(Node x, string path, int filters) =>
        Convolve(x.Apply(new AveragePool2D(3) { Name = path + ".avgpool", Stride = 1, Padding = Padding.All(1), CountIncludePad = true }), path + ".branch_pool", filters, 1);

    private static Node Halved(Node x, string path) => x.Apply(new MaxPool2D(3) { Name = path + ".maxpool", Stride = 2 });

    private static Node Join(string path, params IReadOnlyList<Node> branches) => new Concatenate { Name = path + ".concat" }.Call(branches);
}
