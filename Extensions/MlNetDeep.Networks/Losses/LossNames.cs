namespace MlNetDeep.Networks;

/// <summary>The losses that <see cref="Loss.Parse"/> knows.</summary>
internal static class LossNames
{
    public static NameTable<Loss> Table { get; } = Create();

    private static NameTable<Loss> Create()
    {
        var table = new NameTable<Loss>("loss");
        table.Add("softmax_cross_entropy cross_entropy categorical_crossentropy sparse_categorical_crossentropy", () => new SoftmaxCrossEntropy());
        table.Add("negative_log_likelihood nll", () => new NegativeLogLikelihood());
        table.Add("binary_crossentropy bce", () => new BinaryCrossEntropy());
        table.Add("focal focal_loss sigmoid_focal", () => new FocalLoss());
        table.Add("binary_focal_crossentropy", () => new FocalLoss { Alpha = null });   // Keras balances classes only on request
        table.Add("hinge", () => new Hinge());
        table.Add("squared_hinge", () => new SquaredHinge());
        table.Add("categorical_hinge", () => new CategoricalHinge());
        table.Add("dice dice_loss", () => new DiceLoss());
        table.Add("kl_divergence kullback_leibler kullback_leibler_divergence kld", () => new KullbackLeibler());
        table.Add("mean_squared_error mse", () => new MeanSquaredError());
        table.Add("mean_absolute_error mae l1", () => new MeanAbsoluteError());
        table.Add("mean_absolute_percentage_error mape", () => new MeanAbsolutePercentageError());
        table.Add("mean_squared_logarithmic_error msle", () => new MeanSquaredLogarithmicError());
        table.Add("huber huber_loss", () => new Huber(), delta => new Huber { Delta = delta });
        table.Add("smooth_l1 smooth_l1_loss", () => new SmoothL1(), beta => new SmoothL1 { Beta = beta });
        table.Add("log_cosh", () => new LogCosh());
        table.Add("poisson", () => new Poisson());
        table.Add("cosine_similarity cosine_similarity_loss", () => new CosineSimilarityLoss());
        return table;
    }
}
