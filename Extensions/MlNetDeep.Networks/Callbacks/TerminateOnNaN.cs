namespace MlNetDeep.Networks;

/// <summary>
/// Ends the training when the loss or the gradients become infinite or not a number, instead of the
/// <see cref="TrainingDivergedException"/> that <see cref="Trainer.Fit"/> throws without it. Keras' <c>TerminateOnNaN</c>.
/// </summary>
/// <remarks>
/// The network has the weights and running statistics before the failing step, the history's <see cref="History.StopReason"/> is the
/// exception's message, with the layer where it began, and its outcome <see cref="TrainingOutcome.Stopped"/>. The epoch is not in the
/// history. An <see cref="EarlyStopping"/> still restores its best weights.
/// </remarks>
public sealed class TerminateOnNaN : Callback
{
    internal override bool StopsOnDivergence => true;
}
