using MlNetDeep.Networks;

namespace MlNetDeep.Vision;

/// <summary>
/// LeNet-5 (LeCun et al. 1998, "Gradient-Based Learning Applied to Document Recognition") in the form in which it is used today: two
/// 5x5 convolutions, each followed by a 2x2 average pooling, and three dense layers of 120, 84 and as many units as there are classes.
/// 61,706 parameters for 32 x 32 gray pixels and 10 classes.
/// </summary>
/// <remarks>
/// Images below 32 pixels, such as the 28 of MNIST, are padded by 2 pixels on each side. The original's second convolution sees only
/// some of its input's channels, its poolings have a learned factor, and its classifier measures distances.
/// </remarks>
public sealed record LeNet5 : StandardArchitecture
{
    /// <summary>The activation, by name or as an object. Default "tanh", as in the paper.</summary>
    public ActivationFunction Activation { get; init; } = ActivationFunction.Tanh;

    /// <inheritdoc/>
    public override int SmallestImage => 12;

    /// <inheritdoc/>
    public override string FeatureLayer => "fc2";

    /// <inheritdoc/>
    public override string HeadLayer => "fc3";

    internal override IReadOnlyList<Node> Connect(Node image, int classes)
    {
        bool small = Math.Min(image.Shape[0], image.Shape[1]) < 32;
        return
        [
            image.Apply(new Conv2D(6, 5) { Name = "conv1", Activation = Activation, Padding = small ? Padding.All(2) : Padding.Valid })
                .Apply(new AveragePool2D(2) { Name = "pool1" })
                .Apply(new Conv2D(16, 5) { Name = "conv2", Activation = Activation })
                .Apply(new AveragePool2D(2) { Name = "pool2" })
                .Apply(new Flatten())
                .Apply(new Dense(120) { Name = "fc1", Activation = Activation })
                .Apply(new Dense(84) { Name = FeatureLayer, Activation = Activation })
                .Apply(new Dense(classes) { Name = HeadLayer }),
        ];
    }
}
