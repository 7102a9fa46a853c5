using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>A metric is that of all samples together: however they are cut into batches, the result is the same.</summary>
public class MetricBatchTests
{
    private sealed record Case(int Samples, int[] Sizes, int Classes, ulong Seed);

    private static readonly Arbitrary<Case> s_cases = Arb.From(
        from samples in Gen.Choose(2, 60)
        from sizes in Gen.NonEmptyListOf(Gen.Choose(1, 20))
        from classes in Gen.Choose(2, 5)
        from seed in Gen.Choose(0, 1 << 20)
        select new Case(samples, [.. sizes], classes, (ulong)seed));

    public static TheoryData<string> OfClasses => ["accuracy", "top_k_accuracy(2)", "precision", "recall", "f1", "auc", "pr_auc", "log_loss", "mean_iou"];

    public static TheoryData<string> OfTwo => ["accuracy", "binary_accuracy", "precision", "recall", "f1", "auc", "pr_auc", "log_loss", "mean_iou"];

    public static TheoryData<string> OfNumbers => ["mse", "rmse", "mae", "r2", "cosine_similarity"];

    [Theory]
    [MemberData(nameof(OfClasses))]
    public void Several_classes(string name) => Prop.ForAll(s_cases, c =>
    {
        Tensor output = Rounded([c.Samples, c.Classes], c.Seed);
        int[] labels = Labels(c.Samples, c.Classes, c.Seed);
        return Same(MetricRun.Over(name, output, labels, c.Samples), MetricRun.Over(name, output, labels, c.Sizes));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(OfTwo))]
    public void Two_classes(string name) => Prop.ForAll(s_cases, c =>
    {
        Tensor output = Rounded([c.Samples, 1], c.Seed);
        int[] labels = Labels(c.Samples, 2, c.Seed);
        return Same(MetricRun.Over(name, output, labels, c.Samples), MetricRun.Over(name, output, labels, c.Sizes));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(OfNumbers))]
    public void Numbers(string name) => Prop.ForAll(s_cases, c =>
    {
        Tensor output = TestData.Random([c.Samples, c.Classes], c.Seed, 100, 101), targets = TestData.Random([c.Samples, c.Classes], c.Seed + 1, 100, 101);
        return Same(MetricRun.Over(name, output, targets, c.Samples), MetricRun.Over(name, output, targets, c.Sizes));
    }).QuickCheckThrowOnFailure();

    private static bool Same(double whole, double cut) =>
        whole.Equals(cut) || Math.Abs(whole - cut) <= 1e-12 * Math.Max(1, Math.Abs(whole));

    /// <summary>Tenths, so that some are equal.</summary>
    private static Tensor Rounded(Shape shape, ulong seed)
    {
        Tensor tensor = TestData.Random(shape, seed);
        for (int i = 0; i < tensor.Count; i++) tensor.Span[i] = MathF.Round(tensor.Span[i] * 10) / 10;
        return tensor;
    }

    private static int[] Labels(int count, int classes, ulong seed)
    {
        var random = new Philox(seed, 3);
        return [.. Enumerable.Range(0, count).Select(i => random.Integer((ulong)i, classes))];
    }
}
