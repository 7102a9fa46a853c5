using MlNetDeep.Benchmarks.Cases;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>Bytes that a warmed-up training step leaves to the garbage collector, all threads together.</summary>
internal static class StepAllocation
{
    public const string Name = "allocation train resnet18";
    private const double Limit = 16 * 1024;
    private const int WarmUpSteps = 20;
    private const int Steps = 20;

    public static ComparisonRow Run(bool smoke)
    {
        TrainingStep step = TrainingWorkload.ResNet18.CreateStep();
        for (int i = 0; i < (smoke ? 2 : WarmUpSteps); i++)
            step.Run();
        int steps = smoke ? 1 : Steps;
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < steps; i++)
            step.Run();
        double bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / steps;
        return new ComparisonRow(Name, "16 KB", bytes, Limit, bytes / Limit, "bytes/step") { Target = 1, AtMost = true };
    }
}
