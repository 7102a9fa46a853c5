namespace MlNetDeep.Networks;

/// <summary>A step of a <see cref="LearningRateRangeTest"/>.</summary>
/// <param name="Rate">The learning rate of the step.</param>
/// <param name="Loss">The loss of the step's batch.</param>
/// <param name="Smoothed">The exponential moving average of the losses so far, corrected for its start.</param>
public readonly record struct LearningRatePoint(float Rate, double Loss, double Smoothed);
