using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public class InferenceGraphTests
{
    private static void AssertClose(Network network, InferencePlan plan)
    {
        Tensor[] batch = [.. network.Inputs.Select((input, i) => TestData.Random([4, .. input.Shape.Dimensions], (ulong)i))];
        foreach ((Tensor expected, Tensor actual) in network.Predict(batch).Zip(plan.Predict(batch)))
        {
            Assert.Equal(expected.Shape, actual.Shape);
            for (int i = 0; i < expected.Count; i++) Assert.Equal(expected.Span[i], actual.Span[i], 1e-5f * Math.Max(1, Math.Abs(expected.Span[i])));
        }
    }

    /// <summary>Gives norms statistics other than those that they start with.</summary>
    private static Network Shaken(Network network)
    {
        network.SetWeights(network.Weights.Select((weight, i) => (weight, i)).ToDictionary(
            pair => pair.weight.Name,
            pair => TestData.Random(pair.weight.Value.Shape, (ulong)pair.i, pair.weight.Name.EndsWith("variance", StringComparison.Ordinal) ? 0.1f : -1).ToArray()));
        return network;
    }

    [Fact]
    public void Norms_are_folded_relus_fused_and_dropout_left_out()
    {
        Network network = Shaken(Network.Sequential([8, 8, 4],
        [
            new Conv2D(6, 3) { UseBias = false, Groups = 2 }, new BatchNorm { Epsilon = 1e-2f }, new Activation("relu"), new Dropout(0.5f),
            new Conv2D(6, 3), new BatchNorm { Activation = "relu" }, new Dropout(0.1f), new Dropout(0.2f),
            new Flatten(), new Dense(5), new Dropout(0.5f), new BatchNorm { Activation = "tanh" }, new Dense(3), new Activation("softmax"),
        ]));
        InferencePlan plan = network.ForInference();
        Network folded = plan.Network;
        AssertClose(network, plan);
        Assert.Equal(["input", "conv2d", "conv2d_1", "flatten", "dense", "batch_norm_2", "dense_1", "activation_1"], folded.Layers.Select(layer => layer.Name));
        Assert.Equal(ActivationFunction.Relu, ((FusedConv2D)folded.GetLayer("conv2d").Layer).Convolution.Activation);
    }

    [Fact]
    public void What_is_used_elsewhere_or_shared_stays()
    {
        Node input = Network.Input([6, 6, 3]);
        var shared = new Conv2D(3, 3) { Padding = Padding.Same };
        var sharedNorm = new BatchNorm();
        Node a = input.Apply(shared).Apply(sharedNorm);
        Node b = a.Apply(shared).Apply(sharedNorm).Apply(new Activation("relu"));
        Node conv = b.Apply(new Conv2D(3, 1));
        Node sum = new Add().Call(conv.Apply(new BatchNorm()), b).Apply(new Activation("relu"));
        Node early = input.Apply(new Activation("relu"));
        var network = Shaken(new Network([input], [conv, sum, input.Apply(new Dropout(0.5f)), new Concatenate().Call(early, early)]));
        InferencePlan plan = network.ForInference();
        Network folded = plan.Network;
        AssertClose(network, plan);
        Assert.Equal(network.Layers.Count(layer => layer.Layer is BatchNorm), folded.Layers.Count(layer => layer.Layer is BatchNorm));
        Assert.Equal(ActivationFunction.Relu, ((Add)folded.GetLayer("add").Layer).Activation);
        Assert.Equal(2, folded.Layers.Count(layer => layer.Layer is Activation));
    }

    [Fact]
    public void The_copy_is_independent()
    {
        Network network = TestData.ConvNet(), folded = network.ForInference().Network;
        float[] before = folded.Weights[0].Value.ToArray();
        Shaken(network);
        Assert.Equal(before, folded.Weights[0].Value.ToArray());
    }
}
