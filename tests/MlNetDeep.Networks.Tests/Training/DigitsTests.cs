using System.Globalization;
using MlNetDeep.Tensors;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Networks.Tests;

/// <summary>Real handwriting: the optical digits of UCI, 8 x 8 pixels, with the data's own split by writer.</summary>
public class DigitsTests
{
    [Fact]
    public void A_small_convolutional_network_reads_digits()
    {
        Network network = Network.Sequential([8, 8, 1],
        [
            new Conv2D(16, 3) { Padding = Padding.Same, UseBias = false, KernelInitializer = "he_normal" },
            new BatchNorm { Activation = "relu" },
            new Conv2D(32, 3) { Padding = Padding.Same, UseBias = false, KernelInitializer = "he_normal" },
            new BatchNorm { Activation = "relu" },
            new MaxPool2D(2),
            new Flatten(),
            new Dropout(0.3f),
            new Dense(10),
        ]);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f) { WeightDecay = 1e-2f });
        trainer.Fit(Read("optdigits-train.csv"), new TrainingOptions { Epochs = 6, BatchSize = 64, LearningRateSchedule = new OneCycleSchedule() });

        TensorDataset test = Read("optdigits-test.csv");
        double accuracy = trainer.Evaluate(test).Accuracy!.Value;
        Assert.True(accuracy > 0.975, $"accuracy {accuracy}");
        Batch all = test.CreateBatch(test.Count);
        test.Load([.. Enumerable.Range(0, test.Count)], default, all);
        int[] predicted = Ops.ArgMax(network.ForInference().Predict(all.Inputs[0]));
        Assert.Equal(accuracy, predicted.Zip(all.Labels!).Count(pair => pair.First == pair.Second) / (double)test.Count, 2e-3);
    }

    private static TensorDataset Read(string file)
    {
        float[][] rows = [.. File.ReadLines(Repository.SharedData("tabular", file))
            .Where(line => char.IsDigit(line.FirstOrDefault()))
            .Select(line => line.Split(',').Select(text => float.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
        float[] pixels = [.. rows.SelectMany(row => row[..64]).Select(value => value / 8 - 1)];
        return new TensorDataset(Tensor.From(pixels, [rows.Length, 8, 8, 1]), [.. rows.Select(row => (int)row[64])]);
    }
}
