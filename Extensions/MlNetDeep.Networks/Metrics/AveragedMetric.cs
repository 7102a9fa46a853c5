using System.Globalization;

namespace MlNetDeep.Networks;

/// <summary>A metric of decisions that is computed for each class: one class alone, or an average.</summary>
/// <remarks>
/// <inheritdoc cref="ClassMetric" path="/remarks"/>
/// With several labels at once (<see cref="ClassMetric.Binary"/>) the labels take the place of the classes, as in scikit-learn: the macro
/// average is over the labels, the micro average over all their yes-or-no questions, each time the score of yes.
/// </remarks>
public abstract class AveragedMetric : DecisionMetric
{
    private protected AveragedMetric()
    {
    }

    /// <summary>How the scores of the classes become one number; <see cref="Averaging.Automatic"/> by default.</summary>
    public Averaging Averaging { get; init; }

    /// <summary>The only class to measure, from 0; null (the default) for the average.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? Class { get; init => field = value is < 0 ? throw new ArgumentOutOfRangeException(nameof(Class), value, $"Class must be at least 0, is {value}") : value; }

    /// <summary>The name; with <c>_2</c> after it for class 2, <c>_micro</c> and so on for an averaging that was asked for.</summary>
    public sealed override string Name =>
        Class is int label ? string.Create(CultureInfo.InvariantCulture, $"{Stem}_{label}")
        : Averaging == Averaging.Automatic ? Stem : $"{Stem}_{Averaging.ToString().ToLowerInvariant()}";

    private protected abstract string Stem { get; }

    private protected abstract double Of(ClassTally tally, int label);

    private protected sealed override double Of(ClassTally pooled, ClassTally[] labels)
    {
        if (Class is int label) return label < labels.Length ? Of(labels[label], 1) : throw new InvalidOperationException($"{Name} measures label {label}; the network's output has {labels.Length} labels, 0 to {labels.Length - 1}");
        switch (Averaging)
        {
            case Averaging.Macro: return labels.Average(tally => Of(tally, 1));
            case Averaging.Weighted:
                double support = labels.Sum(tally => (double)tally.Support(1));
                return support > 0 ? labels.Sum(tally => Of(tally, 1) * tally.Support(1)) / support : 0;
            default: return Of(pooled, 1);
        }
    }

    private protected sealed override double Of(ClassTally tally)
    {
        if (Class is not int label) return tally.Average(Averaging, each => Of(tally, each));
        if (label >= tally.Classes) throw new InvalidOperationException($"{Name} measures class {label}; the network's output has {tally.Classes} classes, 0 to {tally.Classes - 1}");
        return Of(tally, label);
    }
}
