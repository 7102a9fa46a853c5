using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// A family of networks that classify images: given the size of the images and the number of classes it builds one. Derive a
/// record from it to bring your own; a name converts to one, so <c>ImageArchitecture a = "ResNet18"</c> works as well.
/// </summary>
public abstract record ImageArchitecture
{
    private static readonly Dictionary<string, Func<ImageArchitecture>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ConvNet"] = static () => new ConvNet(),
        ["ResNet18"] = static () => new ResNet18(),
        ["ResNet34"] = static () => new ResNet { Depth = 34 },
        ["ResNet50"] = static () => new ResNet { Depth = 50 },
        ["ResNet101"] = static () => new ResNet { Depth = 101 },
        ["ResNet152"] = static () => new ResNet { Depth = 152 },
        ["CifarResNet20"] = static () => new CifarResNet { Depth = 20 },
        ["CifarResNet32"] = static () => new CifarResNet { Depth = 32 },
        ["CifarResNet56"] = static () => new CifarResNet { Depth = 56 },
        ["LeNet5"] = static () => new LeNet5(),
        ["AlexNet"] = static () => new AlexNet(),
        ["AlexNetOriginal"] = static () => new AlexNetOriginal(),
        ["VGG11"] = static () => new Vgg { Depth = 11 },
        ["VGG13"] = static () => new Vgg { Depth = 13 },
        ["VGG16"] = static () => new Vgg { Depth = 16 },
        ["VGG19"] = static () => new Vgg { Depth = 19 },
        ["VGG11-BN"] = static () => new Vgg { Depth = 11, BatchNorm = true },
        ["VGG13-BN"] = static () => new Vgg { Depth = 13, BatchNorm = true },
        ["VGG16-BN"] = static () => new Vgg { Depth = 16, BatchNorm = true },
        ["VGG19-BN"] = static () => new Vgg { Depth = 19, BatchNorm = true },
        ["GoogLeNet"] = static () => new GoogLeNet(),
        ["InceptionV3"] = static () => new InceptionV3(),
        ["SqueezeNet1.0"] = static () => new SqueezeNet(),
        ["SqueezeNet1.1"] = static () => new SqueezeNet { Version11 = true },
        ["DenseNet121"] = static () => new DenseNet121(),
        ["MobileNetV2"] = static () => new MobileNetV2(),
        ["MobileNetV3-Small"] = static () => new MobileNetV3 { Small = true },
        ["MobileNetV3-Large"] = static () => new MobileNetV3(),
        ["EfficientNetB0"] = static () => new EfficientNetB0(),
    };

    /// <summary>The names that <see cref="FromName"/> knows.</summary>
    public static IReadOnlyList<string> Names => [.. Known.Keys];

    /// <summary>
    /// The name of the layer whose output the classifier takes: cut the network behind it to use the rest for another task. Null
    /// (the default) when the architecture does not say.
    /// </summary>
    public virtual string? FeatureLayer => null;

    /// <summary>The name of the classifier, the layer whose size depends on the number of classes; null when the architecture does not say.</summary>
    public virtual string? HeadLayer => null;

    /// <summary>Builds the network.</summary>
    /// <param name="inputShape">One image: [height, width, channels].</param>
    /// <param name="classes">The number of classes, at least 2: the network has as many logits.</param>
    /// <param name="seed">The seed of the initial weights.</param>
    /// <returns>A network from [N, height, width, channels] to logits [N, classes].</returns>
    /// <exception cref="ArgumentException">The images are too small for the architecture, or an option is out of its range.</exception>
    public abstract Network Build(Shape inputShape, int classes, ulong seed = 0);

    /// <summary>Finds an architecture with its default options.</summary>
    /// <param name="name">One of <see cref="Names"/>, in any case.</param>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those that are.</exception>
    public static ImageArchitecture FromName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.TryGetValue(name, out Func<ImageArchitecture>? create)
            ? create()
            : throw new ArgumentException($"There is no architecture '{name}'; expected one of {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Finds an architecture by its name, as <see cref="FromName"/> does.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static implicit operator ImageArchitecture(string name) => FromName(name);

    private protected static void CheckInput(string architecture, Shape inputShape, int classes, int smallest)
    {
        if (inputShape.Rank != 3) throw new ArgumentException($"{architecture} takes images [height, width, channels]; received {inputShape}.", nameof(inputShape));
        if (Math.Min(inputShape[0], inputShape[1]) < smallest) throw new ArgumentException($"{architecture} needs images of at least {smallest} x {smallest} pixels; received {inputShape}.", nameof(inputShape));
        if (classes < 2) throw new ArgumentOutOfRangeException(nameof(classes), classes, $"{architecture} needs at least 2 classes; received {classes}.");
    }
}
