using System.Globalization;
using MlNetDeep.Benchmarks.Cases;
using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>Our side: this program again, running one workload.</summary>
internal static class OurProcess
{
    /// <summary>Starts a process for the cases whose names contain <paramref name="filter"/>.</summary>
    public static ProcessReport Run(Workload workload, int threads, string filter, bool smoke)
    {
        string[] arguments = ["case", workload.Name, "--threads", threads.ToString(CultureInfo.InvariantCulture), "--filter", filter];
        string program = Environment.ProcessPath ?? throw new CompareException("the path of this program is unknown");
        return ProcessReport.Parse(ChildProcess.LastLine(program, smoke ? [.. arguments, "--smoke"] : arguments));
    }

    /// <summary>What that process does: measures and writes one line.</summary>
    public static void Measure(string workloadName, int threads, string filter, bool smoke)
    {
        Workload workload = Workload.All.FirstOrDefault(workload => workload.Name == workloadName)
            ?? throw new CompareException($"there is no workload '{workloadName}'; there are {string.Join(", ", Workload.All.Select(workload => workload.Name))}");
        Parallelism.MaxThreads = threads;
        Effort effort = smoke ? Effort.Smoke : workload.Effort;
        double[] seconds = [.. workload.Select(filter).Select(benchmarkCase => workload.Measure(benchmarkCase, effort))];
        string version = typeof(Tensor).Assembly.GetName().Version!.ToString(3);
        Console.WriteLine(new ProcessReport(version, MachineInfo.PeakMemory(), seconds).ToJson());
    }
}
