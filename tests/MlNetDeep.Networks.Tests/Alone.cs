namespace MlNetDeep.Networks.Tests;

/// <summary>Tests that measure memory: trainings that run beside them would empty the pool that they measure.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
