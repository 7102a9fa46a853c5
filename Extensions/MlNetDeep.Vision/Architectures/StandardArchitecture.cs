using System.Globalization;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// An architecture of the literature, as torchvision builds it where torchvision has it: the same layers, parameters, padding,
/// dropout and constants of the norms.
/// </summary>
/// <remarks>
/// A layer with weights has the path of torchvision's module as its name (<c>layer1.0.conv1</c>, <c>features.0</c>), so that the
/// names of a PyTorch checkpoint follow from it: the kernel is <c>layer1.0.conv1.weight</c>, and so on. A ReLU is computed by the layer
/// before it and has no layer of its own. Kernels start from torchvision's distributions, biases from zero.
/// </remarks>
public abstract record StandardArchitecture : ImageArchitecture
{
    private protected StandardArchitecture()
    {
    }

    /// <summary>The least height and width of an image in pixels.</summary>
    public abstract int SmallestImage { get; }

    /// <inheritdoc/>
    public abstract override string FeatureLayer { get; }

    /// <inheritdoc/>
    public abstract override string HeadLayer { get; }

    /// <inheritdoc/>
    public sealed override Network Build(Shape inputShape, int classes, ulong seed = 0)
    {
        CheckOptions();
        CheckInput(DisplayName, inputShape, classes, SmallestImage);
        Node input = Network.Input(inputShape);
        return new Network([input], Connect(input, classes), seed);
    }

    /// <summary>The name in messages.</summary>
    internal virtual string DisplayName => GetType().Name;

    /// <summary>Throws an <see cref="ArgumentException"/> for an option out of its range.</summary>
    internal virtual void CheckOptions()
    {
    }

    /// <summary>Connects the layers to an image whose size was checked: the logits, then those of auxiliary heads.</summary>
    internal abstract IReadOnlyList<Node> Connect(Node image, int classes);

    private protected void RequireWidth(double width) =>
        Require(width is > 0 and <= 10, $"Width must be above 0 and at most 10, is {width.ToString(CultureInfo.InvariantCulture)}");

    private protected void RequireDropout(double rate, string option = "Dropout") =>
        Require((float)rate is >= 0 and < 1, $"{option} must be in [0, 1), is {rate.ToString(CultureInfo.InvariantCulture)}");

    private protected void Require(bool holds, string rule)
    {
        if (!holds) throw new ArgumentException($"{DisplayName}: {rule}.");
    }
}
