namespace MlNetDeep.Networks;

/// <summary>
/// The loss or the gradients became infinite or not a number. The weights and running statistics are those before the failing step; those
/// after the epoch when it is the loss of the validation, whose samples then are to be looked at.
/// </summary>
public sealed class TrainingDivergedException : ArithmeticException
{
    internal TrainingDivergedException(string what, double value, int epoch, int batch, string ofWhat, float learningRate, string? origin)
        : base(FormattableString.Invariant($"training diverged: the {what} is {value} in epoch {epoch}, batch {batch}{ofWhat}, at learning rate {learningRate}; ") +
            (origin ?? "a lower learning rate, GradientClipNorm or inputs scaled to about [-1, 1] usually help"))
    {
        Epoch = epoch;
        Batch = batch;
    }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch of the epoch or of its validation, from 1.</summary>
    public int Batch { get; }
}
