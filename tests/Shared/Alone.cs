namespace MlNetDeep.TestSupport;

/// <summary>Tests that measure memory, which trainings beside them would disturb, or that change what belongs to the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
