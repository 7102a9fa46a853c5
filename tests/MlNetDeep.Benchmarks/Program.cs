using MlNetDeep.Benchmarks;

switch (args.FirstOrDefault())
{
    case "kernels":
        KernelBenchmark.Run(args.ElementAtOrDefault(1) ?? "");
        return 0;
    default:
        Console.Error.WriteLine("Usage: MlNetDeep.Benchmarks kernels [filter]");
        return 2;
}
