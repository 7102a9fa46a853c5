namespace MlNetDeep.Networks;

/// <summary>How the learning rate changes over training, as a factor of the optimizer's own learning rate.</summary>
public abstract record LearningRateSchedule
{
    /// <summary>The factor that the optimizer's learning rate is multiplied by in a step.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="totalSteps">The number of steps when training runs to its end, at least 1.</param>
    /// <returns>A factor of at least 0.</returns>
    public abstract float At(long step, long totalSteps);

    /// <summary>The same for a schedule that counts epochs; by default the number of steps in one does not matter.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="totalSteps">The number of steps when training runs to its end, at least 1.</param>
    /// <param name="stepsPerEpoch">The number of steps in an epoch, at least 1.</param>
    /// <returns>A factor of at least 0.</returns>
    public virtual float At(long step, long totalSteps, int stepsPerEpoch) => At(step, totalSteps);
}
