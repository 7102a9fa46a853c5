using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision.Tests.Architectures;

public sealed class ImageArchitectureTests
{
    // torchvision's resnet18 with 1000 classes has 11,689,512 parameters, and 9,600 running means and variances beside them.
    [Fact]
    public void ResNet18_has_the_parameters_of_torchvision()
    {
        Network network = new ResNet18().Build([224, 224, 3], 1000);
        Assert.Equal(11_689_512, network.TrainableParameterCount);
        Assert.Equal(9_600, network.ParameterCount - network.TrainableParameterCount);
        Assert.Equal([7, 7, 512], network.Nodes.Last(node => node.Shape.Rank == 3).Shape.Dimensions.ToArray());
    }

    [Fact]
    public void Small_images_keep_their_size_in_the_stem_of_ResNet18() =>
        Assert.Equal([4, 4, 512], new ResNet18().Build([32, 32, 3], 10).Nodes.Last(node => node.Shape.Rank == 3).Shape.Dimensions.ToArray());

    [Fact]
    public void ConvNet_is_the_network_that_it_describes()
    {
        // 3x3 convolutions 3-16-16-32-32 without bias, batch norm after each, a dense layer.
        Network network = new ConvNet { Blocks = 2, Filters = 16 }.Build([32, 32, 3], 10);
        Assert.Equal(9 * (3 * 16 + 16 * 16 + 16 * 32 + 32 * 32) + 2 * (16 + 16 + 32 + 32) + 32 * 10 + 10, network.TrainableParameterCount);
        Assert.Equal(2, network.Layers.Count(layer => layer.Layer is MaxPool2D));
        Assert.Equal(2, network.Layers.Count(layer => layer.Layer is Dropout));
        Network plain = new ConvNet { Blocks = 1, Filters = 8, BatchNorm = false, Dropout = 0, Activation = "silu" }.Build([8, 8, 3], 2);
        Assert.DoesNotContain(plain.Layers, layer => layer.Layer is BatchNorm or Dropout);
        Assert.Equal(9 * (3 * 8 + 8 * 8) + 8 + 8 + 8 * 2 + 2, plain.TrainableParameterCount);
    }

    [Fact]
    public void ConvNet_goes_from_images_to_logits() =>
        Assert.Equal([2, 5], new ConvNet().Build([32, 32, 3], 5, seed: 1).Predict(Tensor.Zeros([2, 32, 32, 3])).Shape.Dimensions.ToArray());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_architecture_goes_back_to_its_name(string name)
    {
        ImageArchitecture architecture = name;
        Assert.Equal(architecture, ImageArchitecture.FromName(name.ToUpperInvariant()));
        Assert.Equal(name, Assert.Single(ImageArchitecture.Names, other => ImageArchitecture.FromName(other) == architecture));
    }

    public static TheoryData<string> Names => [.. ImageArchitecture.Names];

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        var e = Assert.Throws<ArgumentException>(() => ImageArchitecture.FromName("Rasnet"));
        Assert.Contains("'Rasnet'", e.Message, StringComparison.Ordinal);
        Assert.Contains("ConvNet, ResNet18", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1, "1")]
    [InlineData(double.NaN, "NaN")]
    public void A_dropout_out_of_range_is_refused_by_name(double dropout, string text)
    {
        string message = Assert.Throws<ArgumentException>(() => new ConvNet { Dropout = dropout }.Build([32, 32, 3], 2)).Message;
        Assert.Contains($"Dropout of 0 to below 1; received {text}.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_are_too_small_are_refused_with_both_sizes()
    {
        var e = Assert.Throws<ArgumentException>(() => new ConvNet { Blocks = 4 }.Build([8, 20, 3], 2));
        Assert.Contains("16 x 16", e.Message, StringComparison.Ordinal);
        Assert.Contains("[8, 20, 3]", e.Message, StringComparison.Ordinal);
        Assert.Contains("2 classes", Assert.Throws<ArgumentOutOfRangeException>(() => new ConvNet().Build([32, 32, 3], 1)).Message, StringComparison.Ordinal);
    }
}
