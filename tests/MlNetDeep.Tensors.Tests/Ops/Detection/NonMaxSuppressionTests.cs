using FsCheck;
using FsCheck.Fluent;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tensors.Tests;

public class NonMaxSuppressionTests
{
    public static TheoryData<string> Cases => Golden.Names("ops_det", "nms");

    public static TheoryData<string> BatchedCases => Golden.Names("ops_det", "batched_nms");

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_boxes(string name)
    {
        GoldenCase golden = Golden.Case("ops_det", name);
        Assert.Equal(golden.Output("keep").Integers, Ops.NonMaxSuppression(golden.Input("boxes").ToTensor(), golden.Input("scores").ToTensor(), golden.Number("iou_threshold")));
    }

    [Theory]
    [MemberData(nameof(BatchedCases))]
    public void Golden_boxes_of_classes(string name)
    {
        GoldenCase golden = Golden.Case("ops_det", name);
        Assert.Equal(golden.Output("keep").Integers, Ops.BatchedNonMaxSuppression(golden.Input("boxes").ToTensor(), golden.Input("scores").ToTensor(), golden.Input("classes").Integers, golden.Number("iou_threshold")));
    }

    [Theory]
    [InlineData(0, 0.5f)]
    [InlineData(1, 0.5f)]
    [InlineData(9, 0.3f)]
    [InlineData(17, 0f)]
    [InlineData(500, 0.1f)]
    [InlineData(500, 0.6f)]
    public void Agrees_with_a_plain_loop(int n, float threshold)
    {
        Tensor boxes = BoxTests.Boxes(n, 3), scores = GradientCheck.Random([n], 4);
        for (int i = 0; i < n; i++) scores.Span[i] = MathF.Round(scores.Span[i], 1);
        int[] classes = [.. Enumerable.Range(0, n).Select(i => i % 3)];
        Assert.Equal(Plain(boxes, scores, new int[n], threshold), Ops.NonMaxSuppression(boxes, scores, threshold));
        Assert.Equal(Plain(boxes, scores, classes, threshold), Ops.BatchedNonMaxSuppression(boxes, scores, classes, threshold));
    }

    [Fact]
    public void Equal_scores_go_by_index_and_limits_hold()
    {
        Tensor boxes = Tensor.From([.. Enumerable.Range(0, 40).SelectMany(i => new[] { 2f * i, 0, (2 * i) + 1, 1 })], [40, 4]);
        Tensor scores = Tensor.From([.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? -0f : i % 4 == 1 ? 0f : i % 4 == 2 ? -2f : 3f)], [40]);
        int[] threes = [.. Enumerable.Range(0, 40).Where(i => i % 4 == 3)], zeros = [.. Enumerable.Range(0, 40).Where(i => i % 4 < 2)], minus = [.. Enumerable.Range(0, 40).Where(i => i % 4 == 2)];
        Assert.Equal([.. threes, .. zeros, .. minus], Ops.NonMaxSuppression(boxes, scores, 0.5f));
        Assert.Equal([.. threes, .. zeros[..5]], Ops.NonMaxSuppression(boxes, scores, 0.5f, maxOutput: 15));
        Assert.Equal(threes, Ops.NonMaxSuppression(boxes, scores, 0.5f, scoreThreshold: 0));
        Assert.Empty(Ops.NonMaxSuppression(boxes, scores, 0.5f, maxOutput: 0));
    }

    [Fact]
    public void NaN_and_inverted_boxes_overlap_nothing_and_NaN_scores_are_left_out()
    {
        Tensor boxes = Tensor.From([0, 0, 2, 2, float.NaN, 0, 2, 2, 2, 2, 0, 0, 0, 0, 2, 2, 0, 0, 2, 2, float.NaN, 0, 2, 2], [6, 4]);
        Tensor scores = Tensor.From([0.5f, 0.9f, 0.8f, float.NaN, 0.4f, float.PositiveInfinity], [6]);
        Assert.Equal([5, 1, 2, 0], Ops.NonMaxSuppression(boxes, scores, 0));
    }

    [Fact]
    public void Kept_boxes_do_not_overlap_and_others_overlap_a_better_one() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 60).ToArbitrary(), Gen.Choose(0, 100).ToArbitrary(), (n, percent) =>
        {
            float threshold = percent / 100f;
            Tensor boxes = BoxTests.Boxes(n, (ulong)(n + percent)), scores = GradientCheck.Random([n], 4), overlaps = Ops.BoxIou(boxes, boxes);
            int[] kept = Ops.NonMaxSuppression(boxes, scores, threshold);
            bool apart = kept.All(i => kept.All(j => i == j || overlaps.Span[(i * n) + j] <= threshold));
            bool others = Enumerable.Range(0, n).Except(kept).All(i => kept.Any(j => scores.Span[j] > scores.Span[i] && overlaps.Span[(j * n) + i] > threshold));
            return apart && others && kept.Zip(kept.Skip(1)).All(pair => scores.Span[pair.First] >= scores.Span[pair.Second]);
        }));

    // All boxes apart: the most comparisons there can be, 50 million, and still no matrix of them.
    [Fact]
    public void Ten_thousand_boxes_take_memory_for_boxes_only()
    {
        const int Count = 10_000;
        Tensor boxes = Tensor.From([.. Enumerable.Range(0, Count).SelectMany(i => new[] { 2f * i, 0, (2 * i) + 1, 1 })], [Count, 4]), scores = GradientCheck.Random([Count], 4);
        Assert.Equal(Count, Ops.NonMaxSuppression(boxes, scores, 0.5f).Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Count, Ops.NonMaxSuppression(boxes, scores, 0.5f).Length);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100 * Count, "allocates more than a few numbers per box");
    }

    [Fact]
    public void Errors_name_the_rule_and_the_shapes()
    {
        Tensor boxes = Tensor.Zeros([3, 4]), scores = Tensor.Zeros([3]);
        Fails<ArgumentException>("NonMaxSuppression: the boxes are [n, 4] and the scores [n]; received shapes [3, 4], [2]", () => Ops.NonMaxSuppression(boxes, Tensor.Zeros([2]), 0.5f));
        Fails<ArgumentException>("BatchedNonMaxSuppression: each box has a class, but there are 2 classes; received shape [3, 4]", () => Ops.BatchedNonMaxSuppression(boxes, scores, [1, 2], 0.5f));
        Fails<ArgumentOutOfRangeException>("NonMaxSuppression: the IoU threshold is NaN", () => Ops.NonMaxSuppression(boxes, scores, float.NaN));
        Fails<ArgumentOutOfRangeException>("NonMaxSuppression: the score threshold is NaN", () => Ops.NonMaxSuppression(boxes, scores, 0.5f, scoreThreshold: float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.NonMaxSuppression(boxes, scores, 0.5f, maxOutput: -1));

        static void Fails<T>(string message, Action action) where T : ArgumentException => Assert.StartsWith(message, Assert.Throws<T>(action).Message, StringComparison.Ordinal);
    }

    private static int[] Plain(Tensor boxes, Tensor scores, int[] classes, float threshold)
    {
        var kept = new List<int>();
        foreach (int i in Enumerable.Range(0, classes.Length).OrderByDescending(i => scores.Span[i]).ThenBy(i => i))
            if (!kept.Any(j => classes[i] == classes[j] && BoxTests.Overlap(boxes.Span.Slice(4 * i, 4), boxes.Span.Slice(4 * j, 4), BoxOverlap.Iou) > threshold)) kept.Add(i);
        return [.. kept];
    }
}
