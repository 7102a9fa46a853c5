using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Imaging;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision.Tests.Augmentation;

public class AugmentationTests
{
    private static readonly Vision.Augmentation[] All =
    [
        new RandomFlip(true, true), new RandomShift(0.3f), new RandomScale(0.7f, 1.4f), new RandomRotation(40),
        new RandomBrightness(0.3f), new RandomContrast(0.5f), new RandomSaturation(0.9f), new RandomErase(0.4f), new RandomCrop(0.1f, 0.9f),
    ];

    private static readonly Arbitrary<(Image Image, int Seed)> Samples = (
        from width in Gen.Choose(1, 20)
        from height in Gen.Choose(1, 20)
        from channels in Gen.Elements(1, 3, 4)
        from seed in Gen.Choose(0, 100000)
        select (PictureFolder.Picture(seed, width, height, channels), seed)).ToArbitrary();

    [Fact]
    public void The_same_seed_gives_the_same_pixels() => Check.QuickThrowOnFailure(Prop.ForAll(Samples, s => All.All(a =>
        Same(a.Apply(s.Image, new Philox(1, (ulong)s.Seed)), a.Apply(s.Image, new Philox(1, (ulong)s.Seed))))));

    [Fact]
    public void Augmentations_of_no_strength_change_nothing() => Check.QuickThrowOnFailure(Prop.ForAll(Samples, s =>
        new Vision.Augmentation[] { new RandomFlip(false), new RandomShift(0), new RandomScale(1, 1), new RandomRotation(0), new RandomBrightness(0), new RandomContrast(0), new RandomSaturation(0), new RandomErase(0), new RandomCrop(1, 1) }
            .All(a => Same(s.Image, a.Apply(s.Image, new Philox(2, (ulong)s.Seed))))));

    [Fact]
    public void Plans_equal_the_operations_of_a_picture() => Check.QuickThrowOnFailure(Prop.ForAll(Samples, s =>
        Same(s.Image.FlipHorizontal(), Run(s.Image, p => p.FlipHorizontal()))
        && Same(s.Image.FlipVertical(), Run(s.Image, p => p.FlipVertical()))
        && Same(s.Image, Run(s.Image, p => { p.FlipHorizontal(); p.FlipHorizontal(); }))
        && Same(s.Image, Run(s.Image, p => { p.Shift(2, -3); p.Shift(-2, 3); }))
        && Same(s.Image.Rotate90(2), Run(s.Image, p => p.Rotate(180)))
        && Same(s.Image, Run(s.Image, p => p.Crop(0, 0, p.Width, p.Height)))
        && (s.Image.Width != s.Image.Height || Same(s.Image.Rotate90(), Run(s.Image, p => p.Rotate(90))))));

    [Fact]
    public void Movements_are_done_in_the_order_in_which_they_are_added()
    {
        var image = new Image(4, 1, 1, [1, 2, 3, 4]);
        Assert.Equal([3, 2, 1, 1], Run(image, p => { p.Shift(1, 0); p.FlipHorizontal(); }).Pixels.ToArray());
        Assert.Equal([4, 4, 3, 2], Run(image, p => { p.FlipHorizontal(); p.Shift(1, 0); }).Pixels.ToArray());
    }

    [Fact]
    public void Shifts_are_bounded_and_all_occur()
    {
        var image = new Image(8, 8, 1);
        image.Row(4)[4] = 255;
        var places = new HashSet<int>();
        for (ulong i = 0; i < 500; i++) places.Add(new RandomShift(0.25f).Apply(image, new Philox(5, i)).Pixels.IndexOf((byte)255));
        Assert.Equal(25, places.Count);
        Assert.All(places, p => Assert.True(p % 8 is >= 2 and <= 6 && p / 8 is >= 2 and <= 6));
    }

    [Fact]
    public void A_crop_stretches_its_rectangle()
    {
        var image = new Image(4, 2, 1, [0, 80, 160, 240, 0, 80, 160, 240]);
        Assert.Equal([60, 100, 140, 180, 60, 100, 140, 180], Run(image, p => p.Crop(1, 0, 2, 2)).Pixels.ToArray());
        Assert.Equal([180, 140, 100, 60, 180, 140, 100, 60], Run(image, p => { p.Crop(1, 0, 2, 2); p.FlipHorizontal(); }).Pixels.ToArray());
    }

    [Fact]
    public void Crops_have_the_area_and_proportions_asked_for_and_stay_inside()
    {
        var crop = new RandomCrop(0.2f, 0.9f) { Aspect = (0.5f, 2) };
        double smallest = 1, largest = 0;
        for (ulong i = 0; i < 2000; i++)
        {
            var plan = new AugmentationPlan(30, 20, 1);
            crop.Plan(plan, new Philox(5, i));
            AffineMap map = plan.Source;
            Assert.True(Math.Abs(map.X) <= 15 * (1 - map.XX) + 1e-4f && Math.Abs(map.Y) <= 10 * (1 - map.YY) + 1e-4f, $"sample {i}: {map}");
            Assert.InRange(map.XX / map.YY, 0.4999f, 2.0001f);
            (smallest, largest) = (Math.Min(smallest, map.XX * map.YY), Math.Max(largest, map.XX * map.YY));
        }
        Assert.InRange(smallest, 0.1999, 0.21);
        Assert.InRange(largest, 0.89, 0.9001);
    }

    [Fact]
    public void Cropping_is_off_until_it_is_asked_for()
    {
        Assert.Empty(ImageAugmentation.None.Steps());
        Assert.Equal([new RandomCrop(0.5f, 1)], new ImageAugmentation { HorizontalFlip = false, Crop = (0.5f, 1) }.Steps());
    }

    [Fact]
    public void Erasing_makes_a_rectangle_black()
    {
        var image = new Image(10, 10, 1);
        image.Pixels.Fill(200);
        for (ulong i = 0; i < 100; i++)
        {
            int black = new RandomErase(0.4f).Apply(image, new Philox(5, i)).Pixels.Count((byte)0);
            Assert.InRange(black, 4, 16);
        }
    }

    [Fact]
    public void Colours_change_as_documented()
    {
        var image = new Image(1, 1, 3, [200, 100, 50]);
        Assert.Equal([226, 126, 76], Run(image, p => p.Brighten(0.1f)).Pixels.ToArray());
        Assert.Equal([164, 114, 89], Run(image, p => p.Contrast(0.5f)).Pixels.ToArray());
        Assert.Equal([124, 124, 124], Run(image, p => p.Saturate(0)).Pixels.ToArray());
        Assert.Equal([255, 255, 255], Run(image, p => p.Brighten(1)).Pixels.ToArray());
        Assert.Equal([150, 150, 150], Run(image, p => { p.Brighten(0.1f); p.Saturate(0); }).Pixels.ToArray());
        Assert.Equal([200], Run(new Image(1, 1, 1, [200]), p => p.Saturate(0)).Pixels.ToArray());
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Contains("Fraction", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomShift(1.5f)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomShift(0.5f) with { Fraction = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomScale(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomScale(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(0.5f, 1.1f));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(0.5f, 0.4f));
        Assert.Contains("Aspect", Assert.Throws<ArgumentOutOfRangeException>(() => new RandomCrop(0.5f, 1) { Aspect = (float.NaN, 2) }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation { Erase = -0.1f }.Steps());
    }

    private static Image Run(Image image, Action<AugmentationPlan> change) => new Custom(change).Apply(image, new Philox(0, 0));

    private static bool Same(Image a, Image b) => a.Width == b.Width && a.Height == b.Height && a.Pixels.SequenceEqual(b.Pixels);

    private sealed record Custom(Action<AugmentationPlan> Change) : Vision.Augmentation
    {
        public override void Plan(AugmentationPlan plan, Philox random) => Change(plan);
    }
}
