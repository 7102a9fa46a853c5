namespace MlNetDeep.Networks;

/// <summary>
/// Keeps an exponential moving average of all weights beside the training. The average is what is validated, what callbacks see at the end
/// of an epoch (so a <see cref="ModelCheckpoint"/> saves it), and what the network holds after the training; between that the
/// training goes on with its own weights. Keras' <c>SwapEMAWeights</c> with <c>swap_on_epoch</c>.
/// </summary>
/// <remarks>
/// As <see cref="TrainingOptions.WeightAverageDecay"/> (not together with it), with a start and an interval. The n-th update keeps at most
/// (1 + n) / (10 + n) of the average, because a young one would be mostly the random start.
/// </remarks>
public sealed class EmaWeights : Callback
{
    /// <summary>The share of the average that an update keeps, in (0, 1); 0.999 by default.</summary>
    public float Decay { get; init; } = 0.999f;

    /// <summary>The number of steps between two updates, at least 1; 1 by default.</summary>
    public int EverySteps { get; init; } = 1;

    /// <summary>The number of epochs at the start without an average, at least 0; 0 by default. In them the weights stand for it.</summary>
    public int StartFromEpoch { get; init; }

    internal override WeightAverage CreateAverage(TrainingContext context)
    {
        if (!(Decay > 0 && Decay < 1)) throw new ArgumentException(FormattableString.Invariant($"EmaWeights.Decay must be in (0, 1), is {Decay}"));
        if (EverySteps < 1) throw new ArgumentException($"EmaWeights.EverySteps must be at least 1, is {EverySteps}");
        if (StartFromEpoch < 0) throw new ArgumentException($"EmaWeights.StartFromEpoch must be at least 0, is {StartFromEpoch}");
        int stepsPerEpoch = (context.BatchesPerEpoch + context.Options.AccumulatedBatches - 1) / context.Options.AccumulatedBatches;
        return new WeightAverage(context.Network.Weights, Decay) { EverySteps = EverySteps, FirstStep = (long)StartFromEpoch * stepsPerEpoch };
    }
}
