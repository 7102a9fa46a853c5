namespace MlNetDeep.Tuning.Tests;

/// <summary>Identities of workers that do not exist: a process of this machine that has ended, and one of another machine.</summary>
internal static class Workers
{
    // Linux gives out numbers below 2^22, and no process of any system started at this time.
    public static WorkerId Dead { get; } = new(WorkerId.ThisMachine(), 2_000_000_000, "1", 1);

    public static WorkerId Elsewhere { get; } = new("another machine", 1, "1", 1);
}
