namespace MlNetDeep.Networks;

/// <summary>1 / (1 + decay * step / steps), as Keras' InverseTimeDecay.</summary>
/// <param name="Decay">How much the denominator grows in <see cref="Steps"/> steps, finite and at least 0.</param>
/// <param name="Steps">The number of steps in which it does, at least 1.</param>
public sealed record InverseTimeSchedule(float Decay, long Steps) : LearningRateSchedule
{
    /// <summary>How much the denominator grows in <see cref="Steps"/> steps, finite and at least 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public float Decay { get; } = Guard.Range(Decay, float.IsFinite(Decay) && Decay >= 0, "finite and at least 0", nameof(Decay));

    /// <summary>The number of steps in which the denominator grows by <see cref="Decay"/>, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of its range.</exception>
    public long Steps { get; } = Guard.AtLeast(Steps, 1, nameof(Steps));

    /// <summary>True to change after each <see cref="Steps"/> only, in stairs; false by default.</summary>
    public bool Staircase { get; init; }

    /// <inheritdoc/>
    public override float At(long step, long totalSteps) => (float)(1 / (1 + Decay * (Staircase ? step / Steps : (double)step / Steps)));
}
