namespace MlNetDeep.Networks;

/// <summary>Which values of a monitored quantity are better.</summary>
public enum MonitorMode
{
    /// <summary>
    /// Higher is better for names with a word such as accuracy, auc, precision, recall, f1, r2, iou, dice, kappa or similarity, lower for
    /// all others and for those that end in loss or error: <c>val_iou</c> should rise, <c>val_iou_loss</c> fall.
    /// </summary>
    Auto,

    /// <summary>Lower is better.</summary>
    Min,

    /// <summary>Higher is better.</summary>
    Max,
}
