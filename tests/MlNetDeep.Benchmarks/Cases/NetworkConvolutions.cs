namespace MlNetDeep.Benchmarks.Cases;

/// <summary>The distinct convolution layers of the networks of the table. The batch is 16, less where images are so large
/// that more of them say nothing new and take long.</summary>
internal static class NetworkConvolutions
{
    /// <summary>He et al. 2016, at 224 x 224.</summary>
    public static readonly ConvolutionLayer[] ResNet18 =
    [
        Layer(8, 224, 3, 64, 7, 2),
        Layer(16, 56, 64, 64, 3),
        Layer(16, 56, 64, 128, 3, 2),
        Layer(16, 56, 64, 128, 1, 2),
        Layer(16, 28, 128, 128, 3),
        Layer(16, 28, 128, 256, 3, 2),
        Layer(16, 28, 128, 256, 1, 2),
        Layer(16, 14, 256, 256, 3),
        Layer(16, 14, 256, 512, 3, 2),
        Layer(16, 14, 256, 512, 1, 2),
        Layer(16, 7, 512, 512, 3),
    ];

    /// <summary>Simonyan and Zisserman 2015, at 224 x 224.</summary>
    public static readonly ConvolutionLayer[] Vgg16 =
    [
        Layer(4, 224, 3, 64, 3),
        Layer(4, 224, 64, 64, 3),
        Layer(8, 112, 64, 128, 3),
        Layer(8, 112, 128, 128, 3),
        Layer(16, 56, 128, 256, 3),
        Layer(16, 56, 256, 256, 3),
        Layer(16, 28, 256, 512, 3),
        Layer(16, 28, 512, 512, 3),
        Layer(16, 14, 512, 512, 3),
    ];

    /// <summary>Redmon and Farhadi 2017, at 416 x 416, 20 classes.</summary>
    public static readonly ConvolutionLayer[] TinyYolo =
    [
        Layer(4, 416, 3, 16, 3),
        Layer(8, 208, 16, 32, 3),
        Layer(16, 104, 32, 64, 3),
        Layer(16, 52, 64, 128, 3),
        Layer(16, 26, 128, 256, 3),
        Layer(16, 13, 256, 512, 3),
        Layer(16, 13, 512, 1024, 3),
        Layer(16, 13, 1024, 1024, 3),
        Layer(16, 13, 1024, 125, 1),
    ];

    private static ConvolutionLayer Layer(int batch, int size, int inputs, int outputs, int kernel, int stride = 1)
    {
        string name = $"{inputs}->{outputs} @{size} {kernel}x{kernel}{(stride > 1 ? $" /{stride}" : "")}";
        return new ConvolutionLayer(name, batch, size, inputs, outputs, kernel, stride);
    }
}
