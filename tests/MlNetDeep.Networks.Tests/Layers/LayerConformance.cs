using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>What every layer must do. A new layer joins with one line in <see cref="LayerConformanceTests"/>.</summary>
internal static class LayerConformance
{
    private const int Batch = 3;

    public static void Verify(Layer layer, params Shape[] inputShapes) => Verify(layer, [.. inputShapes.Select(shape => new ConformanceInput(shape))]);

    public static void Verify(Layer layer, params ConformanceInput[] inputs)
    {
        OutputShapeIsActualShape(layer, inputs);
        GradientsAreFiniteDifferences(layer, inputs);
        SavedAndLoadedIsTheSame(layer, inputs);
        TrainingLowersTheLoss(layer, inputs);
        SameSeedSameBits(layer, inputs);
        ManyThreadsPredictTheSame(layer, inputs);
    }

    private static Network Single(Layer layer, ConformanceInput[] shapes, ulong seed = 5)
    {
        Node[] inputs = [.. shapes.Select(input => Network.Input(input.Shape))];
        return new Network(inputs, [layer.Call(inputs)], seed);
    }

    private static Tensor[] Data(ConformanceInput[] shapes, int batch = Batch) => [.. shapes.Select((input, i) => input.Data(batch, (ulong)i + 9))];

    private static void OutputShapeIsActualShape(Layer layer, ConformanceInput[] shapes)
    {
        Network network = Single(layer, shapes);
        foreach (int batch in (int[])[1, Batch])
        {
            Tensor output = network.Predict(Data(shapes, batch))[0];
            Assert.Equal(new Shape([batch, .. network.OutputShape.Dimensions]), output.Shape);
            Tensor trained = network.Forward(Data(shapes, batch), new ForwardContext(Training: true, Seed: 1))[0];
            Assert.Equal(output.Shape, trained.Shape);
        }
    }

    private static void GradientsAreFiniteDifferences(Layer layer, ConformanceInput[] shapes)
    {
        Network network = Single(layer, shapes);
        Tensor[] data = Data(shapes);
        Tensor[] differentiable = [.. data.Where((_, i) => !shapes[i].IsWhole)];
        foreach (Tensor tensor in differentiable) tensor.RequiresGrad = true;
        var context = new ForwardContext(Training: true, Seed: 3, Step: 4);
        Tensor output = network.Forward(data, context)[0];
        Tensor direction = TestData.Random(output.Shape, 21);
        IEnumerable<(string, Tensor)> variables = [.. differentiable.Select((tensor, i) => ($"input {i}", tensor)), .. network.Weights.Where(w => w.Trainable).Select(w => (w.Name, w.Value))];
        if (!variables.Any()) return;
        output.Backward(direction);

        foreach ((string name, Tensor variable) in variables)
        {
            float[] gradient = variable.Grad!.ToArray();
            int stride = Math.Max(1, variable.Count / 40);
            for (int i = 0; i < variable.Count; i += stride)
            {
                const float h = 2e-3f;
                float value = variable.Span[i];
                variable.Span[i] = value + h;
                double above = Objective();
                variable.Span[i] = value - h;
                double below = Objective();
                variable.Span[i] = value;
                double here = Objective();
                // Where the interval crosses a kink, the difference on the side without it is the gradient.
                double[] expected = [(above - below) / (2 * h), (above - here) / h, (here - below) / h];
                Assert.True(
                    expected.Any(e => Math.Abs(e - gradient[i]) <= 5e-3 + 1e-2 * Math.Abs(e)),
                    $"{layer}: the gradient of {name} at {i} is {gradient[i]}, by finite differences {string.Join(", ", expected)}");
            }
        }

        double Objective()
        {
            using IDisposable noGrad = Tensor.NoGrad();
            Span<float> numbers = network.Forward(data, context)[0].Span;
            double sum = 0;
            for (int i = 0; i < numbers.Length; i++) sum += (double)numbers[i] * direction.Span[i];
            return sum;
        }
    }

    private static void SavedAndLoadedIsTheSame(Layer layer, ConformanceInput[] shapes)
    {
        Network network = Single(layer, shapes);
        using var stream = new MemoryStream();
        NetworkFile.Save(network, stream);
        stream.Position = 0;
        Network loaded = NetworkFile.Load(stream);

        Layer read = loaded.Outputs[0].Layer;
        Assert.Equal(layer with { Name = read.Name }, read);
        TestData.AssertSameBits(network, loaded);
        TestData.AssertSameBits(network.Predict(Data(shapes))[0], loaded.Predict(Data(shapes))[0], layer.ToString());
        Assert.Equal(network.Summary(), loaded.Summary());
    }

    private static (Network, TensorDataset) Problem(Layer layer, ConformanceInput[] shapes)
    {
        Node[] inputs = [.. shapes.Select(input => Network.Input(input.Shape))];
        var network = new Network(inputs, [layer.Call(inputs).Apply(new Flatten()).Apply(new Dense(2))], seed: 8);
        return (network, new TensorDataset(Data(shapes, 12), null, TestData.Random([12, 2], 31)));
    }

    private static void TrainingLowersTheLoss(Layer layer, ConformanceInput[] shapes)
    {
        (Network network, TensorDataset data) = Problem(layer, shapes);
        var trainer = new Trainer(network, new MeanSquaredError(), new Adam(0.01f));
        double before = trainer.Evaluate(data).Loss;
        trainer.Fit(data, new TrainingOptions { Epochs = 30, BatchSize = 6 });
        double after = trainer.Evaluate(data).Loss;
        Assert.True(after < before * 0.9, $"{layer}: the loss went from {before} to {after}");
    }

    private static void SameSeedSameBits(Layer layer, ConformanceInput[] shapes)
    {
        Network[] trained = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            (Network network, TensorDataset data) = Problem(layer, shapes);
            new Trainer(network, new MeanSquaredError(), new Adam(0.01f)).Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 5, Seed = 4 });
            return network;
        })];
        TestData.AssertSameBits(trained[0], trained[1]);
    }

    private static void ManyThreadsPredictTheSame(Layer layer, ConformanceInput[] shapes)
    {
        Network network = Single(layer, shapes);
        float[] expected = network.Predict(Data(shapes))[0].ToArray();
        Parallel.For(0, 8, _ => Assert.Equal(expected, network.Predict(Data(shapes))[0].ToArray()));
    }
}
