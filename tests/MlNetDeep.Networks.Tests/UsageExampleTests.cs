using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>The example of the documents: it must stay short, and it must work.</summary>
public sealed class UsageExampleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("usage").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Define_train_evaluate_save_load_predict()
    {
        TensorDataset training = TestData.Bars(300, 1), test = TestData.Bars(100, 2);
        Tensor images = TestData.Random([1, 8, 8, 1], 3);
        string path = Path.Combine(_folder, "bars.network");

        Network network = Network.Sequential([8, 8, 1],
        [
            new Conv2D(16, 3) { Padding = Padding.Same, UseBias = false },
            new BatchNorm { Activation = "relu" },
            new MaxPool2D(2),
            new Dropout(0.2f),
            new Flatten(),
            new Dense(2),
        ]);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f));
        History history = trainer.Fit(
            training,
            new TrainingOptions { Epochs = 20, BatchSize = 64, ValidationSplit = 0.1f, LearningRateSchedule = new OneCycleSchedule() },
            callbacks: [new EarlyStopping { Patience = 5 }]);
        double? accuracy = trainer.Evaluate(test).Accuracy;
        NetworkFile.Save(network, path);
        Tensor probabilities = Ops.Softmax(NetworkFile.Load(path).Predict(images));

        Assert.NotEmpty(history.Epochs);
        Assert.True(accuracy > 0.9, $"accuracy {accuracy}");
        Assert.Equal(1, probabilities.ToArray().Sum(), 1e-5f);
    }
}
