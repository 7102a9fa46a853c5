using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>Small problems whose solution is known.</summary>
internal static class TestData
{
    public static Tensor Random(Shape shape, ulong seed, float low = -1, float high = 1)
    {
        var tensor = Tensor.Zeros(shape);
        new Philox(seed, 77).Uniform(tensor.Span, low, high);
        return tensor;
    }

    /// <summary>Numbers that differ from each other and from 0 by at least 0.02, so that small steps cross no kink.</summary>
    public static Tensor Spread(Shape shape, ulong seed)
    {
        float[] values = [.. Enumerable.Range(0, shape.Count).Select(i => (i - shape.Count / 2) * 0.04f + 0.02f)];
        new Philox(seed, 78).Shuffle<float>(values);
        // Far numbers saturate activations; the scale keeps their order and the distances at a small count.
        float scale = Math.Min(1, 3 / (values.Length * 0.02f));
        return Tensor.From(values.Select(v => v * scale).ToArray(), shape);
    }

    public static TensorDataset Xor() => new(Tensor.From([0, 0, 0, 1, 1, 0, 1, 1], [4, 2]), [0, 1, 1, 0]);

    public static TensorDataset Blobs(int count, int classes, ulong seed)
    {
        var inputs = Tensor.Zeros([count, 2]);
        new Philox(seed, 1).Normal(inputs.Span, 0, 0.3f);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        for (int i = 0; i < count; i++)
        {
            double angle = 2 * Math.PI * labels[i] / classes;
            inputs.Span[2 * i] += (float)Math.Cos(angle);
            inputs.Span[2 * i + 1] += (float)Math.Sin(angle);
        }
        return new TensorDataset(inputs, labels);
    }

    public static TensorDataset Spirals(int count, ulong seed)
    {
        var inputs = Tensor.Zeros([count, 2]);
        new Philox(seed, 2).Normal(inputs.Span, 0, 0.02f);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        for (int i = 0; i < count; i++)
        {
            double t = 0.5 + 2.5 * i / count * Math.PI / 2, phase = labels[i] * Math.PI;
            inputs.Span[2 * i] += (float)(t / 4 * Math.Cos(t + phase));
            inputs.Span[2 * i + 1] += (float)(t / 4 * Math.Sin(t + phase));
        }
        return new TensorDataset(inputs, labels);
    }

    /// <summary>Images of 8 x 8 with a bright bar, upright or lying, and noise.</summary>
    public static TensorDataset Bars(int count, ulong seed)
    {
        var inputs = Tensor.Zeros([count, 8, 8, 1]);
        var random = new Philox(seed, 3);
        random.Normal(inputs.Span, 0, 0.3f);
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        for (int i = 0; i < count; i++)
        {
            int position = random.Integer((ulong)i + 1_000_000, 8);
            for (int k = 0; k < 8; k++) inputs.Span[i * 64 + (labels[i] == 0 ? position * 8 + k : k * 8 + position)] += 1.5f;
        }
        return new TensorDataset(inputs, labels);
    }

    public static Network Mlp(int inputs, int classes, ulong seed = 1) =>
        Network.Sequential([inputs], [new Dense(32) { Activation = "relu" }, new Dense(32) { Activation = "relu" }, new Dense(classes)], seed);

    public static Network ConvNet(ulong seed = 1) => Network.Sequential([8, 8, 1],
    [
        new Conv2D(8, 3) { Padding = Padding.Same, UseBias = false },
        new BatchNorm { Activation = "relu" },
        new MaxPool2D(2),
        new Dropout(0.2f),
        new Conv2D(8, 3) { Activation = "leaky_relu(0.1)" },
        new GlobalAveragePool2D(),
        new Dense(2),
    ], seed);

    public static void AssertSameBits(Network expected, Network actual)
    {
        Assert.Equal(expected.Weights.Select(w => w.Name), actual.Weights.Select(w => w.Name));
        foreach ((Weight a, Weight b) in expected.Weights.Zip(actual.Weights)) AssertSameBits(a.Value, b.Value, a.Name);
    }

    public static void AssertSameBits(Tensor expected, Tensor actual, string what = "tensor")
    {
        Assert.Equal(expected.Shape, actual.Shape);
        Assert.True(
            expected.ToArray().Select(BitConverter.SingleToInt32Bits).SequenceEqual(actual.ToArray().Select(BitConverter.SingleToInt32Bits)),
            $"{what}: the bits differ");
    }
}
