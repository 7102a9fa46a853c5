namespace MlNetDeep.Vision;

/// <summary>
/// Which random changes pictures get while a network trains. Everything is off by default but mirroring; a good start for small
/// photos is <c>new ImageAugmentation { Shift = 0.125f }</c>.
/// </summary>
/// <remarks>
/// The changes depend on the seed, the epoch and the sample alone, so that training can be repeated bit for bit. Movements are
/// combined before pixels are interpolated; flips and shifts alone need no interpolation.
/// </remarks>
public sealed record ImageAugmentation
{
    /// <summary>No change at all.</summary>
    public static ImageAugmentation None { get; } = new() { HorizontalFlip = false };

    /// <summary>Whether every second picture is mirrored left to right; default true. Turn it off for text and digits.</summary>
    public bool HorizontalFlip { get; init; } = true;

    /// <summary>Whether every second picture is mirrored top to bottom; default false.</summary>
    public bool VerticalFlip { get; init; }

    /// <summary>The smallest and largest area of a rectangle that is cut out and stretched to the picture's size, as a part of the picture's, 0.01 to 1; default (1, 1), none, see <see cref="RandomCrop"/>.</summary>
    public (float Minimum, float Maximum) Crop { get; init; } = (1, 1);

    /// <summary>The largest shift as a part of width and height, 0 (none, the default) to 1, see <see cref="RandomShift"/>.</summary>
    public float Shift { get; init; }

    /// <summary>The smallest and largest enlargement; default (1, 1), none, see <see cref="RandomScale"/>.</summary>
    public (float Minimum, float Maximum) Scale { get; init; } = (1, 1);

    /// <summary>The largest rotation in degrees, 0 (none, the default) to 180, see <see cref="RandomRotation"/>.</summary>
    public float Rotation { get; init; }

    /// <summary>The largest change of brightness, 0 (none, the default) to 1, see <see cref="RandomBrightness"/>.</summary>
    public float Brightness { get; init; }

    /// <summary>The largest change of contrast, 0 (none, the default) to 1, see <see cref="RandomContrast"/>.</summary>
    public float Contrast { get; init; }

    /// <summary>The largest change of saturation, 0 (none, the default) to 1, see <see cref="RandomSaturation"/>.</summary>
    public float Saturation { get; init; }

    /// <summary>The sides of a rectangle that is erased, as a part of the picture's, 0 (none, the default) to 1, see <see cref="RandomErase"/>.</summary>
    public float Erase { get; init; }

    /// <summary>Augmentations of your own, done after the others.</summary>
    public IReadOnlyList<Augmentation> Further { get; init; } = [];

    /// <summary>The augmentations that are switched on, in the order in which they are done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public IReadOnlyList<Augmentation> Steps()
    {
        var steps = new List<Augmentation>();
        if (Crop != (1, 1)) steps.Add(new RandomCrop(Crop.Minimum, Crop.Maximum));
        if (HorizontalFlip || VerticalFlip) steps.Add(new RandomFlip(HorizontalFlip, VerticalFlip));
        if (Scale != (1, 1)) steps.Add(new RandomScale(Scale.Minimum, Scale.Maximum));
        if (Rotation != 0) steps.Add(new RandomRotation(Rotation));
        if (Shift != 0) steps.Add(new RandomShift(Shift));
        if (Brightness != 0) steps.Add(new RandomBrightness(Brightness));
        if (Contrast != 0) steps.Add(new RandomContrast(Contrast));
        if (Saturation != 0) steps.Add(new RandomSaturation(Saturation));
        if (Erase != 0) steps.Add(new RandomErase(Erase));
        steps.AddRange(Further);
        return steps;
    }
}
