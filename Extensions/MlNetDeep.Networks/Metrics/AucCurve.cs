namespace MlNetDeep.Networks;

/// <summary>The curve whose area <see cref="Auc"/> is.</summary>
public enum AucCurve
{
    /// <summary>The true positive rate over the false positive rate: the probability that a positive scores above a negative, ties half.</summary>
    Roc,

    /// <summary>The precision over the recall, as the sum of its steps: scikit-learn's average precision, for rare positives.</summary>
    PrecisionRecall,
}
