namespace MlNetDeep.Networks;

/// <summary>The value that a callback watches: whether it exists, which values are better, and the best so far. NaN is never the best.</summary>
internal sealed class Monitor(string callback, string name, MonitorMode mode, double minDelta = 0, double minRelativeDelta = 0)
{
    private static readonly char[] s_separators = ['_', '-', '.', '/', ' '];

    // The names of Keras and torchmetrics for what should rise.
    private static readonly string[] s_rising =
    [
        "acc", "auc", "auroc", "precision", "recall", "sensitivity", "specificity", "f1", "fbeta", "r2", "iou", "dice", "jaccard", "kappa",
        "similarity", "correlation", "matthews", "psnr", "ssim", "ndcg",
    ];

    private static readonly string[] s_errors = ["mae", "mse", "rmse", "mape", "msle", "mbe", "perplexity", "divergence"];

    private readonly bool _rises = mode switch
    {
        MonitorMode.Auto => Rises(name),
        MonitorMode.Min => false,
        MonitorMode.Max => true,
        _ => throw new ArgumentException($"{callback}.Mode must be Auto, Min or Max, is {mode}"),
    };

    /// <summary>The best value so far; NaN before the first.</summary>
    public double Best { get; set; } = double.NaN;

    /// <summary>The rule of <see cref="MonitorMode.Auto"/>.</summary>
    public static bool Rises(string name)
    {
        string[] words = name.ToLowerInvariant().Replace("io_u", "iou", StringComparison.Ordinal).Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        // Losses and errors are named after what they are the loss of, dice_loss, or after the output: account_mae.
        if (words.Length > 0 && (words[^1].EndsWith("loss", StringComparison.Ordinal) || words[^1].EndsWith("error", StringComparison.Ordinal) || s_errors.Contains(words[^1]))) return false;
        return words.Any(word => s_rising.Any(rising => Matches(word, rising)));
    }

    /// <summary>Throws when the training will have no such value, as far as that can be known before the first epoch.</summary>
    public void Check(TrainingContext context)
    {
        if (string.IsNullOrEmpty(name)) throw new ArgumentException($"{callback}.Monitor must be the name of a value, is empty");
        if (!(minDelta >= 0)) throw new ArgumentException(FormattableString.Invariant($"{callback}.MinDelta must be at least 0, is {minDelta}"));
        if (!(minRelativeDelta >= 0)) throw new ArgumentException(FormattableString.Invariant($"{callback}.MinRelativeDelta must be at least 0, is {minRelativeDelta}"));
        if (context.ValueNames is { } names && !names.Contains(name)) throw new ArgumentException(EpochResult.Missing(name, callback, names, context.HasValidation));
        if (!context.HasValidation && name.StartsWith("val_", StringComparison.Ordinal))
            throw new ArgumentException($"{callback} monitors '{name}', but the training has no validation; give a validation set");
    }

    /// <summary>The value of an epoch.</summary>
    public double ValueOf(EpochResult result) => result.ValueOf(name, callback);

    /// <summary>Takes the value as the best one when it is better by more than the smallest change that counts.</summary>
    public bool Improves(double value)
    {
        if (!IsBetter(value, Best)) return false;
        Best = value;
        return true;
    }

    /// <summary>Whether a value is better than another by more than the smallest change that counts; any number is better than NaN.</summary>
    public bool IsBetter(double value, double than) =>
        !double.IsNaN(value) && (double.IsNaN(than) || (_rises ? value - Delta(than) > than : value + Delta(than) < than));

    // A share of an infinite best value would let nothing be better than it.
    private double Delta(double than) => minRelativeDelta > 0 && double.IsFinite(than) ? minDelta + minRelativeDelta * Math.Abs(than) : minDelta;

    // Short names would be found within others: "r2" in "layer2".
    private static bool Matches(string word, string rising) =>
        word == rising || (rising is "acc" or "auc" ? word.StartsWith(rising, StringComparison.Ordinal) && word.AsSpan(rising.Length).IndexOfAnyExceptInRange('0', '9') < 0 : word.StartsWith(rising, StringComparison.Ordinal)) || (rising.Length > 2 && word.EndsWith(rising, StringComparison.Ordinal))
        || (rising == "acc" && (word.EndsWith("accuracy", StringComparison.Ordinal) || word.StartsWith("accura", StringComparison.Ordinal)));
}
