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
        ["SqueezeNet1.0"] = new SqueezeNet(),
        ["SqueezeNet1.1"] = new SqueezeNet { Version11 = true },
        ["MobileNetV2"] = new MobileNetV2 { Width = 0.25 },
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

    public static TheoryData<string, StandardArchitecture> BadOptions => new()
    {
        { "ResNet20: Depth must be 18, 34, 50, 101 or 152, is 20.", new ResNet { Depth = 20 } },
        { "ResNet50: Filters must be at least 1, is 0.", new ResNet { Filters = 0 } },
        { "MobileNetV2: Width must be above 0 and at most 10, is NaN.", new MobileNetV2 { Width = double.NaN } },
        { "MobileNetV2: Dropout must be in [0, 1), is 1.", new MobileNetV2 { Dropout = 1 } },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_out_of_range_are_refused(string expected, StandardArchitecture architecture) =>
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => architecture.Build([299, 299, 3], 10)).Message);
}
