namespace MlNetDeep.Networks;

/// <summary>A metric with its name in the history, the network's output it is measured on and the data set's target it is compared with.</summary>
internal sealed record MeasuredOutput(string Name, Metric Metric, int Output, int Target);
