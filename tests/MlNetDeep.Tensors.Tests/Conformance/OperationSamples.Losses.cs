namespace MlNetDeep.Tensors.Tests.Conformance;

internal static partial class OperationSamples
{
    private static IEnumerable<OperationSample> Losses =>
    [
        Loss("MeanSquaredError", (x, t) => Ops.MeanSquaredError(x, t, Reduction.Sum)),
        Loss("MeanSquaredError none", (x, t) => Ops.MeanSquaredError(x, t, Reduction.None)),
        Loss("MeanSquaredError weights", (x, t) => Ops.MeanSquaredError(x, t, Reduction.BatchMean, Constant([x.Shape[0], 1], 0.5f, 2))),
        Loss("MeanAbsoluteError", (x, t) => Ops.MeanAbsoluteError(x, t, Reduction.Sum)) with { Step = 1e-3f },
        Loss("HuberLoss", (x, t) => Ops.HuberLoss(x, t, 0.25f, Reduction.Sum)) with { Step = 1e-3f },
        Loss("SmoothL1Loss", (x, t) => Ops.SmoothL1Loss(x, t, 0.5f, Reduction.Sum)) with { Step = 1e-3f },
        Loss("BinaryCrossEntropy", (x, t) => Ops.BinaryCrossEntropy(x, t, Reduction.Sum)) with { Range = (0.1f, 0.9f), Step = 1e-3f },
        Loss("BinaryCrossEntropyWithLogits", (x, t) => Ops.BinaryCrossEntropyWithLogits(x, t, new() { Reduction = Reduction.Sum })),
        Loss("BinaryCrossEntropyWithLogits weights", (x, t) => Ops.BinaryCrossEntropyWithLogits(x, t, new()
        {
            Weights = Constant([x.Shape[0], 1], 0.5f, 2),
            PositiveWeights = Constant([x.Shape[1]], 0.5f, 2),
            LabelSmoothing = 0.2f,
            Reduction = Reduction.None,
        })),
        Loss("SigmoidFocalLoss", (x, t) => Ops.SigmoidFocalLoss(x, t, reduction: Reduction.Sum)),
        Loss("SigmoidFocalLoss gamma 1", (x, t) => Ops.SigmoidFocalLoss(x, t, -1, 1, Reduction.Sum)),
        Loss("SigmoidFocalLoss gamma 1.5", (x, t) => Ops.SigmoidFocalLoss(x, t, 0.6f, 1.5f, Reduction.None)) with { Range = (0.1f, 0.9f) },
        Loss("HingeLoss", (x, t) => Ops.HingeLoss(x, t, Reduction.Sum)) with { Range = (0.1f, 0.9f) },
        Loss("SquaredHingeLoss", (x, t) => Ops.SquaredHingeLoss(x, t, Reduction.Sum)) with { Range = (0.1f, 0.9f) },
        Loss("KullbackLeiblerDivergence", (x, t) => Ops.KullbackLeiblerDivergence(x, t)) with { Range = (0.1f, 0.9f) },
        Loss("KullbackLeiblerDivergence logarithms", (x, t) => Ops.KullbackLeiblerDivergence(x, t, logTargets: true)),
        Loss("PoissonNegativeLogLikelihood", (x, t) => Ops.PoissonNegativeLogLikelihood(x, t, reduction: Reduction.Sum)),
        Loss("PoissonNegativeLogLikelihood counts", (x, t) => Ops.PoissonNegativeLogLikelihood(x, t, logOutput: false, full: true, Reduction.Sum)) with { Range = (1.1f, 4) },
        Loss("PoissonNegativeLogLikelihood full", (x, t) => Ops.PoissonNegativeLogLikelihood(x, t, full: true, reduction: Reduction.None)) with { Range = (1.1f, 2) },
        Pairs("PairwiseDistance", x => Ops.PairwiseDistance(x[0], x[1])),
        Pairs("CosineSimilarity", x => Ops.CosineSimilarity(x[0], x[1])),
        Pairs("CosineEmbeddingLoss", x => Ops.CosineEmbeddingLoss(x[0], x[1], Ops.Relu(Constant([x[0].Shape[0]], -1, 1)), -1, Reduction.Sum)),
        Pairs("ContrastiveLoss", x => Ops.ContrastiveLoss(x[0], x[1], Constant([x[0].Shape[0]], 0, 1), 100, Reduction.None)),
        new("TripletMarginLoss", x => Ops.TripletMarginLoss(x[0], x[1], x[2], 100, reduction: Reduction.Sum), [3, 5], [3, 5], [3, 5])
        {
            Large = [[900, 130], [900, 130], [900, 130]],
            Empty = [[0, 5], [0, 5], [0, 5]],
        },
        new("TripletMarginLoss swap", x => Ops.TripletMarginLoss(x[0], x[1], x[2], 100, swap: true, Reduction.None), [4, 7], [4, 7], [4, 7])
        {
            Large = [[900, 130], [900, 130], [900, 130]],
            Empty = [[0, 7], [0, 7], [0, 7]],
        },
        Dice("DiceLoss", x => Ops.DiceLoss(x[0], x[1]), 3),
        Dice("DiceLoss one class", x => Ops.DiceLoss(x[0], x[1], 0.5f, Reduction.None), 1),
        Boxes("GIoULoss", Ops.GIoULoss),
        Boxes("DIoULoss", Ops.DIoULoss),
        new("NegativeLogLikelihood", x => Ops.NegativeLogLikelihood(x[0], Labels(x[0]), new() { Reduction = Reduction.Sum }), [4, 5]) { Large = [[2_000, 70]], Empty = [[0, 5]], PassesNaN = false },
        new("NegativeLogLikelihood smoothing", x => Ops.NegativeLogLikelihood(x[0], Labels(x[0]), new()
        {
            ClassWeights = Constant([x[0].Shape[1]], 0.5f, 2).ToArray(),
            LabelSmoothing = 0.3f,
            IgnoreIndex = 1,
            Reduction = Reduction.None,
        }), [4, 5]) { Large = [[2_000, 70]], Empty = [[0, 5]] },
        new("SoftmaxCrossEntropy", x => Ops.SoftmaxCrossEntropy(x[0], Labels(x[0]), new() { Reduction = Reduction.BatchMean }), [4, 5]) { Large = [[2_000, 70]], Empty = [[0, 5]] },
        new("SoftmaxCrossEntropy smoothing", x => Ops.SoftmaxCrossEntropy(x[0], Labels(x[0]), new()
        {
            ClassWeights = Constant([x[0].Shape[1]], 0.5f, 2).ToArray(),
            LabelSmoothing = 0.3f,
            IgnoreIndex = 1,
            Reduction = Reduction.None,
        }), [4, 5]) { Large = [[2_000, 70]], Empty = [[0, 5]] },
        new("SoftmaxCrossEntropy targets", x => Ops.SoftmaxCrossEntropy(x[0], Ops.Softmax(Constant(x[0].Shape, -1, 1))), [4, 5]) { Large = [[2_000, 70]], Empty = [[0, 5]] },
    ];

    private static OperationSample Loss(string name, Func<Tensor, Tensor, Tensor> loss) => new(name, x => loss(x[0], x[1]), [3, 7], [3, 7]) { Large = [[5, 40_001], [5, 40_001]], Empty = [[0, 7], [0, 7]] };

    private static OperationSample Pairs(string name, Func<Tensor[], Tensor> operation) => new(name, operation, [3, 5], [3, 5]) { Large = [[900, 130], [900, 130]], Empty = [[0, 5], [0, 5]] };

    private static OperationSample Dice(string name, Func<Tensor[], Tensor> operation, int classes) => new(name, operation, [2, 3, 4, classes], [2, 3, 4, classes])
    {
        Large = [[2, 250, 251, classes], [2, 250, 251, classes]],
        Empty = [[0, 3, 4, classes], [0, 3, 4, classes]],
    };

    // Any two corners make a box when the second is moved beyond the first.
    private static OperationSample Boxes(string name, Func<Tensor, Tensor, Reduction, Tensor> loss) =>
        new(name, x => loss(x[0] + Corner, x[1] + Corner, Reduction.Sum), [5, 4], [5, 4]) { Step = 1e-3f, Large = [[3_000, 4], [3_000, 4]], Empty = [[0, 4], [0, 4]] };

    private static Tensor Corner => Tensor.From([0, 0, 2.5f, 3], [4]);

    private static Tensor Constant(Shape shape, float low, float high) => GradientCheck.Random(shape, 77, low, high);

    private static int[] Labels(Tensor logits) => [.. Enumerable.Range(0, logits.Shape[0]).Select(row => (row + 2) % logits.Shape[1])];
}
