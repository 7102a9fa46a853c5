namespace MlNetDeep.Networks;

/// <summary>The metrics that <see cref="Metric.Parse"/> knows.</summary>
internal static class MetricNames
{
    public static NameTable<Metric> Table { get; } = Create();

    private static NameTable<Metric> Create()
    {
        var table = new NameTable<Metric>("metric");
        table.Add("accuracy acc categorical_accuracy sparse_categorical_accuracy", () => new Accuracy());
        table.Add("binary_accuracy", () => new Accuracy { Binary = true });
        table.Add("top_k_accuracy top_k_categorical_accuracy sparse_top_k_categorical_accuracy", () => new TopKAccuracy(), k => new TopKAccuracy(Whole(k)));
        table.Add("precision", () => new Precision());
        table.Add("recall", () => new Recall());
        table.Add("f1 f1_score", () => new F1());
        table.Add("auc roc_auc", () => new Auc());
        table.Add("pr_auc average_precision", () => new Auc { Curve = AucCurve.PrecisionRecall });
        table.Add("log_loss", () => new LogLoss());
        table.Add("mean_iou", () => new MeanIoU());
        table.Add("mean_squared_error mse", () => new MeanSquaredErrorMetric());
        table.Add("root_mean_squared_error rmse", () => new RootMeanSquaredError());
        table.Add("mean_absolute_error mae", () => new MeanAbsoluteErrorMetric());
        table.Add("r2 r2_score", () => new R2());
        table.Add("cosine_similarity", () => new CosineSimilarity());
        return table;
    }

    private static int Whole(float number) =>
        number == MathF.Truncate(number) && number is >= 1 and < 1e9f ? (int)number
        : throw new ArgumentException(FormattableString.Invariant($"top_k_accuracy takes a whole number of at least 1, is {number}"));
}
