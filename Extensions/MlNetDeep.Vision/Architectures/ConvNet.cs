using System.Globalization;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// A VGG-type network (Simonyan and Zisserman, 2015) for small images: blocks of two 3x3 convolutions and a 2x2 max pooling,
/// each block with twice the filters of the one before, then global average pooling and a dense layer.
/// </summary>
public sealed record ConvNet : ImageArchitecture
{
    /// <summary>The number of blocks, 1 to 6; each halves the image. Default 3.</summary>
    public int Blocks { get; init; } = 3;

    /// <summary>The filters of the first block, at least 1. Default 32.</summary>
    public int Filters { get; init; } = 32;

    /// <summary>The activation after each convolution, by name or as an object. Default "relu".</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Relu;

    /// <summary>The dropout rate after each block, 0 to below 1. Default 0.1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Whether batch normalisation follows each convolution. Default true.</summary>
    public bool BatchNorm { get; init; } = true;

    /// <inheritdoc/>
    public override string FeatureLayer => "avgpool";

    /// <inheritdoc/>
    public override string HeadLayer => "fc";

    /// <inheritdoc/>
    public override Network Build(Shape inputShape, int classes, ulong seed = 0)
    {
        if (Blocks is < 1 or > 6) throw new ArgumentException($"ConvNet has 1 to 6 blocks; received {Blocks}.");
        if (Filters < 1) throw new ArgumentException($"ConvNet has at least 1 filter; received {Filters}.");
        if ((float)Dropout is not (>= 0 and < 1)) throw new ArgumentException($"ConvNet has a Dropout of 0 to below 1; received {Dropout.ToString(CultureInfo.InvariantCulture)}.");
        CheckInput($"ConvNet with {Blocks} blocks", inputShape, classes, smallest: 1 << Blocks);

        var layers = new List<Layer>();
        for (int block = 0; block < Blocks; block++)
        {
            AddConvolution(layers, Filters << block);
            AddConvolution(layers, Filters << block);
            layers.Add(new MaxPool2D(2));
            if (Dropout > 0) layers.Add(new Dropout((float)Dropout));
        }
        layers.Add(new GlobalAveragePool2D { Name = FeatureLayer });
        layers.Add(new Dense(classes) { Name = HeadLayer });
        return Network.Sequential(inputShape, layers, seed);
    }

    private void AddConvolution(List<Layer> layers, int filters)
    {
        if (!BatchNorm)
        {
            layers.Add(new Conv2D(filters, 3) { Padding = Padding.Same, Activation = Activation });
            return;
        }
        layers.Add(new Conv2D(filters, 3) { Padding = Padding.Same, UseBias = false });
        layers.Add(new BatchNorm { Activation = Activation });
    }
}
