using System.CommandLine;
using MlNetDeep.Benchmarks;
using MlNetDeep.Benchmarks.Compare;
using MlNetDeep.Benchmarks.Micro;
using MlNetDeep.Benchmarks.Pipelines;
using MlNetDeep.Benchmarks.Tuner;

var filter = new Option<string>("--filter") { Description = "Part of the names of the cases to run.", DefaultValueFactory = _ => "" };
var smoke = new Option<bool>("--smoke") { Description = "Our side of every case once, as short as can be." };

var kernelFilter = new Argument<string>("filter") { Description = "Part of the names of the kernels to run.", DefaultValueFactory = _ => "" };
var kernels = new Command("kernels", "Measures every kernel against the chip's peak.") { kernelFilter };
kernels.SetAction(result => KernelBenchmark.Run(result.GetRequiredValue(kernelFilter)));

var pairs = new Option<int>("--pairs") { Description = "How often both sides run, in alternation.", DefaultValueFactory = _ => 5 };
pairs.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() < 1)
        result.AddError("--pairs is at least 1");
});
var json = new Option<string?>("--json") { Description = "The file for one line of JSON per case." };
var markdown = new Option<string?>("--markdown") { Description = "The file to write the table into." };
var earlier = new Option<string?>("--base") { Description = "The JSON of an earlier run: with --filter, its other cases stay in the table." };
var compare = new Command("compare", "Measures the engine against PyTorch, OpenBLAS and ONNX Runtime.") { filter, pairs, json, markdown, earlier, smoke };
compare.SetAction(result => result.GetRequiredValue(smoke)
    ? CompareCommand.Smoke(result.GetRequiredValue(filter))
    : CompareCommand.Run(new CompareOptions(result.GetRequiredValue(filter), result.GetRequiredValue(pairs), result.GetValue(json), result.GetValue(markdown), result.GetValue(earlier))));

var workload = new Argument<string>("workload");
var threads = new Option<int>("--threads") { DefaultValueFactory = _ => MachineInfo.Threads };
var oneCase = new Command("case", "Our side of a comparison, started by compare.") { workload, threads, filter, smoke };
oneCase.Hidden = true;
oneCase.SetAction(result => OurProcess.Measure(
    result.GetRequiredValue(workload), result.GetRequiredValue(threads), result.GetRequiredValue(filter), result.GetRequiredValue(smoke)));

var microArguments = new Argument<string[]>("arguments") { Description = "As BenchmarkDotNet takes them, for example --filter *Gemm*." };
var micro = new Command("micro", "Measures single operations with BenchmarkDotNet.") { microArguments };
micro.TreatUnmatchedTokensAsErrors = false;
micro.SetAction(result => MicroCommand.Run([.. result.GetRequiredValue(microArguments), .. result.UnmatchedTokens]));

var root = new RootCommand("Benchmarks of the engine, the pipelines and the tuner.") { kernels, micro, compare, oneCase, PipelinesCommand.Create(), TunerCommand.Create(), TunerCommand.CreateWorker() };
try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (CompareException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
