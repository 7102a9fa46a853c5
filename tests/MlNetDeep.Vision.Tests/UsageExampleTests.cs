using MlNetDeep.Imaging;
using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision.Tests;

/// <summary>From a folder of files to a trained network: the way that a user goes.</summary>
public class UsageExampleTests
{
    [Fact]
    public void A_network_learns_shapes_from_a_folder()
    {
        using var folder = new PictureFolder();
        for (int i = 0; i < 160; i++) DrawShape(i).SavePng(folder.Name($"{(i < 120 ? "train" : "test")}/{Class(i)}/{i:D3}.png"));
        CancellationToken token = TestContext.Current.CancellationToken;

        ImageListing listing = ImageListing.Open(folder.Path);
        var options = new ImageSetOptions { Width = 16, Height = 16 };
        ImageSet images = ImageSet.Load(listing.Of(DatasetSplit.Train), listing.ClassNames, options, token);
        var normalization = ImageNormalization.Of(images);
        var training = new ImageDataset(images, normalization, new ImageAugmentation { Shift = 0.1f });
        var test = new ImageDataset(ImageSet.Load(listing.Of(DatasetSplit.Test), listing.ClassNames, options, token), normalization);

        Network network = Network.Sequential([16, 16, 3],
        [
            new Conv2D(8, 3) { Padding = Padding.Same, UseBias = false },
            new BatchNorm { Activation = "relu" },
            new MaxPool2D(2),
            new Conv2D(16, 3) { Padding = Padding.Same, Activation = "relu" },
            new MaxPool2D(2),
            new Flatten(),
            new Dense(listing.ClassNames.Count),
        ]);
        var trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Adam(0.01f));
        trainer.Fit(training, new TrainingOptions { Epochs = 12, BatchSize = 24, Seed = 1 }, cancellationToken: token);
        double? accuracy = trainer.Evaluate(test, cancellationToken: token).Accuracy;

        Assert.Equal(["bar", "disc", "ring", "star"], listing.ClassNames);
        Assert.True(accuracy > 0.8, $"accuracy {accuracy}");
    }

    private static string Class(int i) => (i % 4) switch { 0 => "disc", 1 => "ring", 2 => "star", _ => "bar" };

    private static Image DrawShape(int i)
    {
        var random = new Philox(9, (ulong)i);
        var image = new Image(24, 24, 3);
        image.Pixels.Fill((byte)random.Integer(0, 80));
        (float, float) centre = (12 + 4 * (random.Uniform(1) - 0.5f), 12 + 4 * (random.Uniform(2) - 0.5f));
        float radius = 6 + 3 * random.Uniform(3), degrees = 360 * random.Uniform(4);
        var color = new ImageColor((byte)(150 + random.Integer(5, 100)), (byte)(150 + random.Integer(6, 100)), (byte)random.Integer(7, 256));
        switch (Class(i))
        {
            case "disc":
                ImageDraw.FillEllipse(image, centre, (radius, radius), color);
                break;
            case "ring":
                ImageDraw.FillRing(image, centre, radius, 0.6f * radius, color);
                break;
            case "star":
                ImageDraw.FillStar(image, centre, (1.2f * radius, 0.4f * radius), 5, color, degrees);
                break;
            default:
                ImageDraw.FillRectangle(image, centre, (2 * radius, 0.5f * radius), color, degrees);
                break;
        }
        return image;
    }
}
