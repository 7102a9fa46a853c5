using MlNetDeep.Networks;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// The pictures of an <see cref="ImageSet"/> as batches [N, height, width, channels] with class labels, normalized and, in
/// training, augmented while they are loaded.
/// </summary>
/// <example><code>
/// ImageListing listing = ImageListing.Open("flowers");
/// ImageSet images = ImageSet.Load(listing.Of(DatasetSplit.Train), listing.ClassNames, new ImageSetOptions { Width = 64, Height = 64 });
/// var training = new ImageDataset(images, ImageNormalization.Of(images), new ImageAugmentation { Shift = 0.125f });
/// </code></example>
public sealed class ImageDataset : Dataset
{
    private readonly Augmentation[] _steps;

    /// <summary>Makes a data set.</summary>
    /// <param name="images">The pictures.</param>
    /// <param name="normalization">How bytes become numbers: that of the pictures to train on, also for those to test with.</param>
    /// <param name="augmentation">The random changes in training; null, the default, for none.</param>
    /// <exception cref="ArgumentException">The normalization is for another number of channels, or an option of the augmentation is out of its range.</exception>
    public ImageDataset(ImageSet images, ImageNormalization normalization, ImageAugmentation? augmentation = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(normalization);
        if (normalization.Mean.Count != images.Channels)
            throw new ArgumentException($"The pictures have {images.Channels} channels, but the normalization is for {normalization.Mean.Count}.", nameof(normalization));
        Images = images;
        Normalization = normalization;
        _steps = augmentation is null ? [] : [.. augmentation.Steps()];
        InputShapes = [[images.Height, images.Width, images.Channels]];
    }

    /// <summary>The pictures.</summary>
    public ImageSet Images { get; }

    /// <summary>How bytes become numbers.</summary>
    public ImageNormalization Normalization { get; }

    /// <inheritdoc/>
    public override int Count => Images.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> InputShapes { get; }

    /// <inheritdoc/>
    public override bool HasLabels => true;

    /// <inheritdoc/>
    public override void Load(ReadOnlySpan<int> indices, LoadContext context, Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        Span<float> values = batch.Inputs[0].Span;
        int size = Images.Height * Images.Width * Images.Channels;
        bool augment = context.Training && _steps.Length > 0;
        var plan = new AugmentationPlan(Images.Width, Images.Height, Images.Channels);
        for (int i = 0; i < indices.Length; i++)
        {
            ReadOnlySpan<byte> pixels = Images.PixelsOf(indices[i]);
            Span<float> sample = values.Slice(i * size, size);
            batch.Labels![i] = Images.Labels[indices[i]];
            if (!augment)
            {
                Normalization.Apply(pixels, sample);
                continue;
            }
            plan.Clear();
            Augmentation.PlanAll(_steps, plan, context.RandomFor(indices[i]));
            plan.Render(pixels, Normalization.Scale, Normalization.Offset, sample);
        }
    }
}
