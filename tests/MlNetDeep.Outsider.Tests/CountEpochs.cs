using MlNetDeep.Networks;

namespace MlNetDeep.Outsider.Tests;

/// <summary>A callback of an outsider.</summary>
public sealed class CountEpochs : Callback
{
    public int Count { get; private set; }

    public bool Ended { get; private set; }

    public override void OnEpochEnd(TrainingContext context) => Count++;

    public override void OnTrainEnd(TrainingContext context) => Ended = true;
}
