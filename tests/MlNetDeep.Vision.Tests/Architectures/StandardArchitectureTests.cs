using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision.Tests.Architectures;

public class StandardArchitectureTests
{
    // Narrow where there is an option for it: a test is about the wiring.
    private static readonly Dictionary<string, StandardArchitecture> s_narrow = new()
    {
        ["ResNet18"] = new ResNet { Depth = 18, Filters = 4 },
        ["ResNet50"] = new ResNet { Depth = 50, Filters = 4 },
        ["CifarResNet20"] = new CifarResNet { Filters = 4 },
        ["CifarResNet20B"] = new CifarResNet { Filters = 4, Shortcut = ResidualShortcut.Projection },
        ["LeNet5"] = new LeNet5(),
        ["AlexNet"] = new AlexNet { Units = 16 },
        ["AlexNetOriginal"] = new AlexNetOriginal { Units = 16 },
        ["VGG11"] = new Vgg { Depth = 11, Filters = 4, Units = 16 },
        ["VGG13-BN"] = new Vgg { Depth = 13, Filters = 4, Units = 16, BatchNorm = true },
        ["GoogLeNet"] = new GoogLeNet { AuxiliaryHeads = true },
        ["InceptionV3"] = new InceptionV3(),
        ["SqueezeNet1.0"] = new SqueezeNet(),
        ["SqueezeNet1.1"] = new SqueezeNet { Version11 = true },
        ["DenseNet121"] = new DenseNet121 { GrowthRate = 4 },
        ["MobileNetV2"] = new MobileNetV2 { Width = 0.25 },
        ["MobileNetV3-Small"] = new MobileNetV3 { Small = true, Width = 0.25 },
        ["MobileNetV3-Large"] = new MobileNetV3 { Width = 0.25 },
        ["EfficientNetB0"] = new EfficientNetB0(),
    };

    public static TheoryData<string> Narrow => [.. s_narrow.Keys];

    [Theory]
    [MemberData(nameof(Narrow))]
    public void A_step_of_training_at_the_smallest_size_has_finite_outputs_and_gradients(string name)
    {
        StandardArchitecture architecture = s_narrow[name];
        int size = architecture.SmallestImage;
        Network network = architecture.Build([size, size, 3], 3, seed: 5);
        Tensor images = Tensor.Uninitialized([2, size, size, 3]);
        new Philox(1, 0).Uniform(images.Span, -1, 1);
        IReadOnlyList<Tensor> logits = network.Forward([images], new ForwardContext(Training: true, Seed: 3));
        Tensor loss = Ops.Sum(Ops.Square(logits[0]));
        foreach (Tensor auxiliary in logits.Skip(1)) loss += Ops.Sum(Ops.Square(auxiliary));
        loss.Backward();
        Assert.All(logits, tensor => Assert.Equal([2, 3], tensor.Shape.Dimensions.ToArray()));
        Assert.True(float.IsFinite(loss.Item()) && loss.Item() > 0);
        Assert.All(network.Weights.Where(weight => weight.Trainable), weight => Assert.True(weight.Value.Grad is not null && float.IsFinite(Ops.Sum(weight.Value.Grad).Item()), weight.Name));
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Smaller_images_are_refused_with_the_smallest_size(string name)
    {
        StandardArchitecture architecture = s_narrow[name];
        int size = architecture.SmallestImage;
        string message = Assert.Throws<ArgumentException>(() => architecture.Build([size - 1, size + 9, 3], 3)).Message;
        Assert.Contains($"at least {size} x {size} pixels; received [{size - 1}, {size + 9}, 3]", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, ResidualShortcut.ZeroPadding, 269_722)]
    [InlineData(20, ResidualShortcut.Projection, 272_474)]
    [InlineData(32, ResidualShortcut.ZeroPadding, 464_154)]
    [InlineData(56, ResidualShortcut.ZeroPadding, 853_018)]
    public void CIFAR_ResNets_have_the_parameters_of_the_paper(int depth, ResidualShortcut shortcut, long parameters)
    {
        List<Node> nodes = ArchitectureGraph.Nodes(new CifarResNet { Depth = depth, Shortcut = shortcut }, 32, classes: 10);
        Assert.Equal(parameters, ArchitectureGraph.Parameters(nodes));
        Assert.Equal(depth, nodes.Count(node => node.Layer is Dense || (node.Layer is Conv2D { Kernel.Height: 3 })));
    }

    // conv1 (11*11*3+1)*96, conv2 (5*5*48+1)*256, conv3 (3*3*256+1)*384, conv4 (3*3*192+1)*384, conv5 (3*3*192+1)*256, then 9216-4096-4096-1000.
    [Theory]
    [InlineData(224)]
    [InlineData(227)]
    public void The_AlexNet_of_2012_has_the_parameters_of_the_paper(int size) =>
        Assert.Equal(60_965_224, ArchitectureGraph.Parameters(ArchitectureGraph.Nodes(new AlexNetOriginal(), size)));

    [Theory]
    [InlineData(28)]
    [InlineData(32)]
    public void LeNet5_has_the_parameters_of_the_paper(int size) =>
        Assert.Equal(61_706, ArchitectureGraph.Parameters(ArchitectureGraph.Nodes(new LeNet5(), size, classes: 10, channels: 1)));

    [Fact]
    public void The_shortcut_without_parameters_is_every_other_pixel_between_zeros()
    {
        Network network = new CifarResNet { Depth = 8, Filters = 2 }.Build([8, 8, 1], 2, seed: 3);
        Node pixels = Assert.Single(network.Nodes, node => node.Layer.Name == "layer1.0.add"), shortcut = Assert.Single(network.Nodes, node => node.Layer.Name == "layer2.0.shortcut.pad");
        Tensor image = Tensor.Uninitialized([1, 8, 8, 1]);
        new Philox(1, 0).Uniform(image.Span, -1, 1);
        IReadOnlyList<Tensor> values = new Network(network.Inputs, [pixels, shortcut], seed: 3).Predict([image]);
        float[] before = values[0].ToArray(), after = values[1].ToArray();
        Assert.Contains(before, value => value != 0);
        for (int i = 0; i < after.Length; i++)
        {
            int channel = i % 4, column = i / 4 % 4, row = i / 16;
            Assert.Equal(channel is 1 or 2 ? before[(((2 * row * 8) + (2 * column)) * 2) + channel - 1] : 0, after[i]);
        }
    }

    public static TheoryData<string, StandardArchitecture> BadOptions => new()
    {
        { "ResNet20: Depth must be 18, 34, 50, 101 or 152, is 20.", new ResNet { Depth = 20 } },
        { "ResNet50: Filters must be at least 1, is 0.", new ResNet { Filters = 0 } },
        { "CifarResNet21: Depth must be 6n + 2, from 8 to 1202, is 21.", new CifarResNet { Depth = 21 } },
        { "CifarResNet20: Filters must be at least 1, is -1.", new CifarResNet { Filters = -1 } },
        { "CifarResNet20: Shortcut must be ZeroPadding or Projection, is 7.", new CifarResNet { Shortcut = (ResidualShortcut)7 } },
        { "VGG12: Depth must be 11, 13, 16 or 19, is 12.", new Vgg { Depth = 12 } },
        { "VGG16-BN: Filters must be at least 1, is 0.", new Vgg { Filters = 0, BatchNorm = true } },
        { "VGG16: Units must be at least 1, is 0.", new Vgg { Units = 0 } },
        { "VGG16: Dropout must be in [0, 1), is -0.5.", new Vgg { Dropout = -0.5 } },
        { "AlexNet: Units must be at least 1, is 0.", new AlexNet { Units = 0 } },
        { "AlexNet: Dropout must be in [0, 1), is 1.", new AlexNet { Dropout = 1 } },
        { "AlexNetOriginal: Units must be at least 1, is 0.", new AlexNetOriginal { Units = 0 } },
        { "AlexNetOriginal: Dropout must be in [0, 1), is 2.", new AlexNetOriginal { Dropout = 2 } },
        { "GoogLeNet: Dropout must be in [0, 1), is 1.", new GoogLeNet { Dropout = 1 } },
        { "InceptionV3: Dropout must be in [0, 1), is 1.", new InceptionV3 { Dropout = 1 } },
        { "SqueezeNet1.1: Dropout must be in [0, 1), is 1.", new SqueezeNet { Dropout = 1, Version11 = true } },
        { "DenseNet121: GrowthRate must be at least 1, is 0.", new DenseNet121 { GrowthRate = 0 } },
        { "MobileNetV3-Small: Width must be above 0 and at most 10, is 0.", new MobileNetV3 { Width = 0, Small = true } },
        { "MobileNetV3-Large: Dropout must be in [0, 1), is 1.", new MobileNetV3 { Dropout = 1 } },
        { "EfficientNetB0: Dropout must be in [0, 1), is 1.", new EfficientNetB0 { Dropout = 1 } },
        { "EfficientNetB0: StochasticDepth must be in [0, 1), is 1.", new EfficientNetB0 { StochasticDepth = 1 } },
        { "MobileNetV2: Width must be above 0 and at most 10, is NaN.", new MobileNetV2 { Width = double.NaN } },
        { "MobileNetV2: Dropout must be in [0, 1), is 1.", new MobileNetV2 { Dropout = 1 } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_out_of_range_are_refused(string expected, StandardArchitecture architecture) =>
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => architecture.Build([299, 299, 3], 10)).Message);
}
