namespace MlNetDeep.Tensors.Tests;

/// <summary>Distances, cosines and the losses of pairs and triplets of embeddings.</summary>
public class EmbeddingLossTests
{
    public static TheoryData<int> Columns => [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 130];

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_plain_loop_gives_the_same_distances_and_cosines(int columns)
    {
        const int rows = 6;
        Tensor a = GradientCheck.Random([2, 3, columns], 1), b = GradientCheck.Random([2, 3, columns], 2);
        Tensor distance = Ops.PairwiseDistance(a, b), cosine = Ops.CosineSimilarity(a, b);
        Assert.Equal<Shape>([2, 3], distance.Shape);
        Assert.Equal<Shape>([2, 3], cosine.Shape);
        for (int row = 0; row < rows; row++)
        {
            Assert.Equal(Distance(a, b, row, columns), distance.Span[row], 1e-5);
            double ab = 0, aa = 1e-12, bb = 1e-12;
            for (int i = row * columns; i < (row + 1) * columns; i++)
            {
                ab += (double)a.Span[i] * b.Span[i];
                aa += (double)a.Span[i] * a.Span[i];
                bb += (double)b.Span[i] * b.Span[i];
            }
            Assert.Equal(ab / Math.Sqrt(aa * bb), cosine.Span[row], 1e-5);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(19)]
    public void Central_differences(int columns)
    {
        Tensor a = GradientCheck.Random([4, columns], 1), b = GradientCheck.Random([4, columns], 2), c = GradientCheck.Random([4, columns], 3);
        Tensor labels = Tensor.From([1, 0, 1, 0], [4]);
        GradientCheck.Run(() => Ops.PairwiseDistance(a, b), a, b);
        GradientCheck.Run(() => Ops.CosineSimilarity(a, b), a, b);
        GradientCheck.Run(1e-3f, 2e-2f, () => Ops.ContrastiveLoss(a, b, labels, 3, Reduction.Sum), a, b);
        GradientCheck.Run(1e-3f, 2e-2f, () => Ops.CosineEmbeddingLoss(a, b, labels, -1, Reduction.Sum), a, b);
        GradientCheck.Run(1e-3f, 2e-2f, () => Ops.TripletMarginLoss(a, b, c, 5, swap: true, Reduction.Sum), a, b, c);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Triplets_follow_the_formula(bool swap)
    {
        const int rows = 20, columns = 3;
        Tensor anchor = GradientCheck.Random([rows, columns], 1), positive = GradientCheck.Random([rows, columns], 2), negative = GradientCheck.Random([rows, columns], 3);
        float[] losses = Ops.TripletMarginLoss(anchor, positive, negative, 0.5f, swap, Reduction.None).ToArray();
        int swapped = 0, zero = 0;
        for (int row = 0; row < rows; row++)
        {
            double far = Distance(anchor, negative, row, columns), other = Distance(positive, negative, row, columns);
            if (swap && other < far)
            {
                far = other;
                swapped++;
            }
            double expected = Math.Max(0, Distance(anchor, positive, row, columns) - far + 0.5f);
            if (expected == 0) zero++;
            Assert.Equal(expected, losses[row], 1e-5);
        }
        Assert.Equal(swap, swapped > 0);
        Assert.InRange(zero, 1, rows - 1);
    }

    [Fact]
    public void Equal_embeddings_have_defined_gradients()
    {
        Tensor a = Tensor.From([1, 2, 0, 0], [2, 2]), b = a.Clone();
        a.RequiresGrad = true;
        Tensor loss = Ops.ContrastiveLoss(a, b, Tensor.From([1, 0], [2]), 1, Reduction.Sum);
        loss.Backward();
        Assert.Equal(0.5f, loss.Item(), 1e-5);
        Assert.All(a.Grad!.ToArray(), gradient => Assert.Equal(0, gradient));
        a.ZeroGrad();
        Ops.Sum(Ops.PairwiseDistance(a, b, 0)).Backward();
        Assert.All(a.Grad!.ToArray(), gradient => Assert.Equal(0, gradient));
        a.ZeroGrad();
        Tensor cosine = Ops.CosineSimilarity(a, b);
        cosine.Backward(Tensor.Ones([2]));
        Assert.Equal(1, cosine.Span[0], 1e-6);
        Assert.Equal(0, cosine.Span[1]);
        Assert.All(a.Grad!.ToArray(), gradient => Assert.Equal(0, gradient, 1e-6));
    }

    [Fact]
    public void One_tensor_twice_gets_both_gradients()
    {
        Tensor a = GradientCheck.Random([3, 4], 1);
        GradientCheck.Run(() => Ops.CosineSimilarity(a, a * a), a);
        a.RequiresGrad = true;
        a.ZeroGrad();
        Ops.Sum(Ops.PairwiseDistance(a, a)).Backward();
        Assert.All(a.Grad!.ToArray(), gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void Dissimilar_pairs_below_the_margin_cost_nothing()
    {
        Tensor a = Tensor.From([1, 0, 1, 0, 1, 0], [3, 2]), b = Tensor.From([0, 1, 1, 0, 1, 0], [3, 2]);
        Assert.Equal([0, 0.75f, 0], Ops.CosineEmbeddingLoss(a, b, Tensor.From([-1, -1, 1], [3]), 0.25f, Reduction.None).ToArray());
        Assert.Equal([0, 0.75f, 0], Ops.CosineEmbeddingLoss(a, b, Tensor.From([0, 0, 1], [3]), 0.25f, Reduction.None).ToArray());
    }

    [Fact]
    public void Errors_name_the_rule_and_all_shapes()
    {
        Tensor a = Tensor.Zeros([2, 3]), b = Tensor.Zeros([3, 2]);
        Assert.Equal("PairwiseDistance: both operands are [..., D] of the same shape; received shapes [2, 3], [3, 2]", Assert.Throws<ArgumentException>(() => Ops.PairwiseDistance(a, b)).Message);
        Assert.Equal("CosineSimilarity: both operands are [..., D] of the same shape; received shapes [], []", Assert.Throws<ArgumentException>(() => Ops.CosineSimilarity(Tensor.Scalar(1), Tensor.Scalar(1))).Message);
        Assert.Equal("ContrastiveLoss: there is one label per pair of rows; received shapes [2, 3], [2, 3], [3]", Assert.Throws<ArgumentException>(() => Ops.ContrastiveLoss(a, a, Tensor.Zeros([3]))).Message);
        Assert.Equal("CosineEmbeddingLoss: both operands are [..., D] of the same shape; received shapes [2, 3], [3, 2]", Assert.Throws<ArgumentException>(() => Ops.CosineEmbeddingLoss(a, b, Tensor.Zeros([2]))).Message);
        Assert.Equal("TripletMarginLoss: anchor, positive and negative are [..., D] of the same shape; received shapes [2, 3], [2, 3], [3, 2]", Assert.Throws<ArgumentException>(() => Ops.TripletMarginLoss(a, a, b)).Message);
        Assert.Contains("the margin is -1 to 1, but is 2", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.CosineEmbeddingLoss(a, a, Tensor.Zeros([2]), 2)).Message, StringComparison.Ordinal);
        Assert.Contains("margin is finite and at least 0, but is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => Ops.ContrastiveLoss(a, a, Tensor.Zeros([2]), float.NaN)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.TripletMarginLoss(a, a, a, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ops.PairwiseDistance(a, a, -1));
    }

    private static double Distance(Tensor a, Tensor b, int row, int columns)
    {
        double sum = 0;
        for (int i = row * columns; i < (row + 1) * columns; i++) sum += Math.Pow(a.Span[i] - b.Span[i] + 1e-6, 2);
        return Math.Sqrt(sum);
    }
}
