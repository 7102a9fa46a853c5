namespace MlNetDeep.Networks;

/// <summary>
/// The intersection over union of the positions of a class and those predicted as it, averaged over the classes that occur or are
/// predicted, as in Keras: the measure of segmentation. For one output of masks the classes are background and foreground. NaN without
/// positions.
/// </summary>
/// <remarks><inheritdoc cref="ClassMetric" path="/remarks"/></remarks>
public sealed class MeanIoU : DecisionMetric
{
    /// <inheritdoc/>
    public override string Name => "mean_iou";

    private protected override double Of(ClassTally tally) => tally.Average(Averaging.Macro, tally.IoU);
}
