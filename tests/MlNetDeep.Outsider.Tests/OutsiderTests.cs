using MlNetDeep.Networks;
using MlNetDeep.Tensors;
using MlNetDeep.Vision;

namespace MlNetDeep.Outsider.Tests;

/// <summary>
/// Extensions written with nothing but the public surface, one class each: a layer, losses, metrics, a callback, an optimizer, a schedule,
/// a data set, an augmentation of images and an architecture.
/// </summary>
public class OutsiderTests
{
    public OutsiderTests() => LayerRegistry.Register<Squash>("outsider.squash");

    [Fact]
    public void Everything_of_an_outsider_trains_together()
    {
        Network network = Network.Sequential([2], [new Dense(16), new Squash(1.5f), new Dense(1)], seed: 3);
        var trainer = new Trainer(network, new SmoothError(), new SignMomentum(0.004f)) { Metrics = [new WorstError(), new MeanError(), "r2"] };
        var count = new CountEpochs();
        History history = trainer.Fit(new Saddle(), new TrainingOptions { Epochs = 60, LearningRateSchedule = new Halves() }, new Saddle(), [count]);
        Assert.Equal(60, count.Count);
        Assert.True(count.Ended);
        IReadOnlyDictionary<string, double> last = history.Epochs[^1].Values;
        Assert.True(last["val_mean_error"] < 0.1, $"mean error {last["val_mean_error"]}");
        Assert.True(last["val_worst"] >= last["val_mean_error"], $"worst error {last["val_worst"]}");
        Assert.True(last["val_r2"] > 0.8, $"R2 {last["val_r2"]}");
        Assert.Equal(0.0005f, history.Epochs[^1].LearningRate, 1e-7f);
    }

    [Fact]
    public void Default_metrics_of_a_loss_are_measured()
    {
        var trainer = new Trainer(Network.Sequential([2], [new Dense(1)]), new SmoothError(), new Sgd(0.1f));
        Assert.True(trainer.Evaluate(new Saddle()).Values["worst"] > 0);
    }

    [Fact]
    public void A_loss_for_each_sample_is_weighted()
    {
        Network network = Network.Sequential([2], [new Dense(8) { Activation = "tanh" }, new Dense(1)], seed: 1);
        var trainer = new Trainer(network, new PowerError(), new Adam(0.01f));
        double before = trainer.Evaluate(new Saddle { Weighted = true }).Loss;
        trainer.Fit(new Saddle { Weighted = true }, new TrainingOptions { Epochs = 10 });
        Assert.True(trainer.Evaluate(new Saddle { Weighted = true }).Loss < before / 2);
        // A loss that would ignore the weights is refused.
        var deaf = new Trainer(network, new SmoothError(), new Adam(0.01f));
        Assert.Contains("SmoothError does not regard", Assert.Throws<ArgumentException>(() => deaf.Fit(new Saddle { Weighted = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_is_saved_and_loaded()
    {
        Network network = Network.Sequential([3], [new Dense(4), new Squash(0.7f) { Name = "squash" }], seed: 5);
        using var file = new MemoryStream();
        NetworkFile.Save(network, file);
        file.Position = 0;
        Network loaded = NetworkFile.Load(file);
        Assert.Contains(loaded.Layers, layer => layer.Layer is Squash { Start: 0.7f });
        Tensor input = Tensor.From([1, -2, 3], [1, 3]);
        Assert.Equal(network.Predict(input).ToArray(), loaded.Predict(input).ToArray());
    }

    [Fact]
    public void An_architecture_and_an_augmentation_train_on_images()
    {
        // Bright above and dark below, or the other way round.
        const int count = 40, side = 8;
        var pixels = new byte[count * side * side * 3];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % 2)];
        for (int i = 0; i < pixels.Length; i++)
        {
            int picture = i / (side * side * 3), row = i / (side * 3) % side;
            pixels[i] = (byte)(row < side / 2 == (labels[picture] == 0) ? 150 + picture : 20 + picture);
        }
        var images = new ImageSet(pixels, [count, side, side, 3], labels, ["sky", "sea"]);
        ImageNormalization normalization = ImageNormalization.Of(images);
        var training = new ImageDataset(images, normalization, new ImageAugmentation { Further = [new RandomStripe()] });
        Network network = new SquashNet { Filters = 4 }.Build([side, side, 3], 2, seed: 2);
        var trainer = new Trainer(network, "softmax_cross_entropy", new SignMomentum(0.01f)) { Metrics = ["accuracy", "auc"] };
        trainer.Fit(training, new TrainingOptions { Epochs = 10, BatchSize = 8, Seed = 4 });
        EvaluationResult result = trainer.Evaluate(new ImageDataset(images, normalization));
        Assert.Equal(1, result.Accuracy);
        Assert.Equal(1, result.Values["auc"]);
    }

    [Fact]
    public void An_augmentation_changes_a_picture_by_its_random_numbers_alone()
    {
        var picture = new Imaging.Image(6, 5, 3);
        picture.Pixels.Fill(100);
        byte[] first = new RandomStripe().Apply(picture, new Philox(1, 2)).Pixels.ToArray();
        Assert.Equal(first, new RandomStripe().Apply(picture, new Philox(1, 2)).Pixels.ToArray());
        Assert.NotEqual(picture.Pixels.ToArray(), first);
    }
}
