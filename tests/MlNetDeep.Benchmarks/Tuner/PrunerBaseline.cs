namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>What a search over learning curves reached with a pruner: medians over seeds; the value at 1,620 epochs is null where the search had not come so far with a complete trial.</summary>
internal sealed record PrunerBaseline(double Trials, double Completed, double Epochs, Quartiles Best, double? Early)
{
    public override string ToString() => FormattableString.Invariant($"{Trials,8:0}{Completed,8:0}{Epochs,8:0}  {Best,-30}{Early,8:0.0000}");
}
