using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Benchmarks;

/// <summary>A convolution layer as networks use them: square, padded to keep its size divided by the stride.</summary>
internal sealed record ConvolutionLayer(string Name, int Batch, int Size, int C, int K, int Kernel, int Stride = 1, int Groups = 1)
{
    public static readonly ConvolutionLayer[] Listed =
    [
        new("vgg 3->32 @32", 64, 32, 3, 32, 3),
        new("vgg 32->32 @32", 64, 32, 32, 32, 3),
        new("vgg 32->64 @16", 64, 16, 32, 64, 3),
        new("vgg 64->64 @16", 64, 16, 64, 64, 3),
        new("vgg 64->128 @8", 64, 8, 64, 128, 3),
        new("vgg 128->128 @8", 64, 8, 128, 128, 3),
        new("resnet20 16->16 @32", 64, 32, 16, 16, 3),
        new("resnet20 16->32 @32 /2", 64, 32, 16, 32, 3, 2),
        new("resnet20 32->32 @16", 64, 16, 32, 32, 3),
        new("resnet20 64->64 @8", 64, 8, 64, 64, 3),
        new("resnet18 3->64 @224 7x7 /2", 4, 224, 3, 64, 7, 2),
        new("resnet18 64->64 @56", 16, 56, 64, 64, 3),
        new("resnet18 128->128 @28", 16, 28, 128, 128, 3),
        new("resnet18 256->256 @14", 16, 14, 256, 256, 3),
        new("resnet18 512->512 @7", 16, 7, 512, 512, 3),
        new("resnet18 512->512 @2", 16, 2, 512, 512, 3),
        new("resnet18 64->128 @56 /2", 16, 56, 64, 128, 3, 2),
        new("resnet18 256->512 @14 /2", 16, 14, 256, 512, 3, 2),
        new("resnet18 64->128 @56 1x1 /2", 16, 56, 64, 128, 1, 2),
        new("resnet18 256->512 @14 1x1 /2", 16, 14, 256, 512, 1, 2),
        new("1x1 64->256 @56", 16, 56, 64, 256, 1),
        new("1x1 256->64 @56", 16, 56, 256, 64, 1),
        new("lenet 1->32 @28", 64, 28, 1, 32, 3),
        new("lenet 32->64 @14", 64, 14, 32, 64, 3),
        new("lenet 32->64 @14 5x5", 64, 14, 32, 64, 5),
        new("depthwise 64 @56", 16, 56, 64, 64, 3, 1, 64),
        new("resnet18 512->512 @7 b1", 1, 7, 512, 512, 3),
        new("resnet18 256->256 @14 b1", 1, 14, 256, 256, 3),
        new("yolo 3->16 @416", 4, 416, 3, 16, 3),
        new("yolo 16->32 @208", 4, 208, 16, 32, 3),
        new("yolo 32->64 @104", 8, 104, 32, 64, 3),
        new("yolo 64->128 @52", 16, 52, 64, 128, 3),
        new("yolo 128->256 @26", 16, 26, 128, 256, 3),
        new("yolo 256->512 @13", 16, 13, 256, 512, 3),
        new("yolo 512->1024 @13", 16, 13, 512, 1024, 3),
        new("yolo 1024->256 @13 1x1", 16, 13, 1024, 256, 1),
        new("yolo 512->255 @13 1x1", 16, 13, 512, 255, 1),
        new("vgg16 3->64 @224", 4, 224, 3, 64, 3),
        new("vgg16 64->64 @224", 4, 224, 64, 64, 3),
        new("vgg16 512->512 @28", 8, 28, 512, 512, 3),
    ];

    public Convolution2DGeometry Geometry => new()
    {
        N = Batch,
        H = Size,
        W = Size,
        C = C,
        K = K,
        OutH = OutSize,
        OutW = OutSize,
        KernelH = Kernel,
        KernelW = Kernel,
        StrideH = Stride,
        StrideW = Stride,
        PadTop = Kernel / 2,
        PadLeft = Kernel / 2,
        DilationH = 1,
        DilationW = 1,
        Groups = Groups,
    };

    private int OutSize => ((Size + (2 * (Kernel / 2)) - Kernel) / Stride) + 1;
}
