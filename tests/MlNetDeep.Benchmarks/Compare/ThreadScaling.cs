using MlNetDeep.Benchmarks.Cases;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>The same training step on two threads and on one, in alternation.</summary>
internal static class ThreadScaling
{
    public const string Name = "scaling train resnet18";

    public static ComparisonRow Run(int pairs)
    {
        TrainingWorkload workload = TrainingWorkload.ResNet18;
        BenchmarkCase item = workload.Cases[0];
        var two = new List<double>();
        var one = new List<double>();
        for (int pair = 0; pair < pairs; pair++)
        {
            Console.Error.WriteLine($"{Name}: pair {pair + 1} of {pairs}");
            two.Add(item.Work / OurProcess.Run(workload, 2, "", smoke: false).Seconds[0]);
            one.Add(item.Work / OurProcess.Run(workload, 1, "", smoke: false).Seconds[0]);
        }

        double ratio = Statistics.Median(two.Zip(one, (fast, slow) => fast / slow));
        return new ComparisonRow(Name, "itself on 1 thread", Statistics.Median(two), Statistics.Median(one), ratio, item.Unit) { Target = 1.8 };
    }
}
