using MlNetDeep.Imaging;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// A random change of a picture that does not change what it shows. Derive from it for one of your own: draw random numbers and
/// add the change to a plan; all changes of a sample are then done in one pass over its pixels.
/// </summary>
public abstract record Augmentation
{
    // The odd number next to 2^64 divided by the golden ratio: multiples of it are far apart.
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>Draws random numbers and adds the change to a plan.</summary>
    /// <param name="plan">The plan for one sample.</param>
    /// <param name="random">Random numbers of this sample and augmentation; number them from 0.</param>
    public abstract void Plan(AugmentationPlan plan, Philox random);

    /// <summary>A changed copy of a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="random">The random numbers: the same give the same picture.</param>
    public Image Apply(Image image, Philox random) => Apply([this], image, random);

    /// <summary>A copy of a picture changed by several augmentations in turn.</summary>
    /// <param name="steps">The augmentations.</param>
    /// <param name="image">The picture.</param>
    /// <param name="random">The random numbers: the same give the same picture.</param>
    public static Image Apply(IReadOnlyList<Augmentation> steps, Image image, Philox random)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(image);
        var plan = new AugmentationPlan(image.Width, image.Height, image.Channels);
        PlanAll(steps, plan, random);
        var values = new float[image.Pixels.Length];
        float[] ones = new float[image.Channels], zeros = new float[image.Channels];
        Array.Fill(ones, 1);
        plan.Render(image.Pixels, ones, zeros, values);
        var result = new Image(image.Width, image.Height, image.Channels);
        for (int i = 0; i < values.Length; i++) result.Pixels[i] = (byte)(Math.Clamp(values[i], 0, 255) + 0.5f);
        return result;
    }

    /// <summary>Adds the changes of all steps to a plan, each with random numbers of its own.</summary>
    internal static void PlanAll(IReadOnlyList<Augmentation> steps, AugmentationPlan plan, Philox random)
    {
        for (int i = 0; i < steps.Count; i++) steps[i].Plan(plan, new Philox(random.Seed + Golden * (ulong)(i + 1), random.Stream));
    }
}
