namespace MlNetDeep.Tensors.Tests;

public class SoftNonMaxSuppressionTests
{
    [Theory]
    [InlineData(0, 0.5f)]
    [InlineData(1, 0.5f)]
    [InlineData(9, 0.1f)]
    [InlineData(17, 2f)]
    [InlineData(200, 0.5f)]
    public void Agrees_with_a_plain_loop(int n, float sigma)
    {
        Tensor boxes = BoxTests.Boxes(n, 3), scores = GradientCheck.Random([n], 4, 0, 1);
        var left = Enumerable.Range(0, n).ToDictionary(i => i, i => (double)scores.Span[i]);
        var expected = new List<(int Index, double Score)>();
        while (left.Where(pair => pair.Value > 0.01).OrderByDescending(pair => pair.Value).Take(1).ToArray() is [var best])
        {
            expected.Add((best.Key, best.Value));
            left.Remove(best.Key);
            foreach (int i in left.Keys) left[i] *= Math.Exp(-Math.Pow(BoxTests.Overlap(boxes.Span.Slice(4 * best.Key, 4), boxes.Span.Slice(4 * i, 4), BoxOverlap.Iou), 2) / sigma);
        }
        (int[] indices, float[] found) = Ops.SoftNonMaxSuppression(boxes, scores, sigma, scoreThreshold: 0.01f);
        Assert.Equal(expected.Select(box => box.Index), indices);
        for (int i = 0; i < found.Length; i++) Assert.Equal(expected[i].Score, found[i], 1e-5);
        Assert.Equal(indices[..(indices.Length / 2)], Ops.SoftNonMaxSuppression(boxes, scores, sigma, indices.Length / 2, 0.01f).Indices);
    }

    [Fact]
    public void Equal_scores_go_by_index_and_NaN_boxes_overlap_nothing()
    {
        Tensor boxes = Tensor.From([0, 0, 1, 1, float.NaN, 0, 1, 1, 4, 4, 5, 5, 0, 0, 1, 1, 0, 0, 1, 1], [5, 4]), scores = Tensor.From([0.5f, 0.5f, 0.5f, 0.5f, float.NaN], [5]);
        (int[] indices, float[] found) = Ops.SoftNonMaxSuppression(boxes, scores);
        Assert.Equal([0, 1, 2, 3], indices);
        Assert.Equal([0.5f, 0.5f, 0.5f], found[..3]);
        Assert.Equal(0.5f * MathF.Exp(-2), found[3], 1e-6f);
        Assert.Empty(Ops.SoftNonMaxSuppression(boxes, scores, maxOutput: 0).Indices);
    }

    [Fact]
    public void Errors_name_the_numbers()
    {
        Tensor boxes = Tensor.Zeros([3, 4]), scores = Tensor.Zeros([3]);
        Assert.Contains("sigma is above 0, but is 0", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SoftNonMaxSuppression(boxes, scores, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("the score threshold is at least 0, but is -1", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SoftNonMaxSuppression(boxes, scores, scoreThreshold: -1)).Message, StringComparison.Ordinal);
        Assert.Contains("received shapes [3, 4], [2]", Assert.Throws<ArgumentException>(() => Ops.SoftNonMaxSuppression(boxes, Tensor.Zeros([2]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.SoftNonMaxSuppression(boxes, scores, maxOutput: -1));
    }
}
