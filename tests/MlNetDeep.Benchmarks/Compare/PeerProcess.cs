using System.Text.Json.Nodes;
using MlNetDeep.Benchmarks.Cases;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>The other side: a program in Peers/ that gets its cases as JSON.</summary>
internal sealed class PeerProcess
{
    private const string Missing = "is missing: run tests/MlNetDeep.Benchmarks/Peers/install.sh";
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Peers");

    private readonly Lazy<string> _python = new(FindPython);
    private readonly Lazy<string> _modules = new(FindModules);
    private readonly Lazy<string> _model;

    public PeerProcess() => _model = new(ExportModel);

    /// <summary>Measures each case in the way chosen for it.</summary>
    public ProcessReport Run(Peer peer, string function, Effort effort, IEnumerable<(BenchmarkCase Case, PeerSettings Settings)> cases)
    {
        var request = new JsonObject
        {
            ["function"] = function,
            ["warm_up"] = effort.WarmUpSeconds,
            ["seconds"] = effort.Seconds,
            ["repeats"] = effort.MinimumRepeats,
            ["cases"] = new JsonArray([.. cases.Select(Arguments)]),
        };
        if (peer.Program == PeerProgram.PyTorch)
            return ProcessReport.Parse(ChildProcess.LastLine(_python.Value, [Script("pytorch.py"), request.ToJsonString()]));
        request["modules"] = _modules.Value;
        request["model"] = _model.Value;
        return ProcessReport.Parse(ChildProcess.LastLine("node", [Script("onnxruntime.mjs"), request.ToJsonString()]));
    }

    private static JsonNode Arguments((BenchmarkCase Case, PeerSettings Settings) item)
    {
        JsonNode arguments = item.Case.Arguments.DeepClone();
        arguments["threads"] = item.Settings.Threads;
        arguments["mode"] = item.Settings.Mode;
        return arguments;
    }

    private static string Script(string name) => Path.Combine(Folder, name);

    // The first python3 of the path may be one that does not see Debian's packages.
    private static string FindPython()
    {
        foreach (string python in (string[])["/usr/bin/python3", "python3"])
        {
            try
            {
                ChildProcess.LastLine(python, ["-c", "import torch, numpy; print(torch.__version__)"]);
                return python;
            }
            catch (Exception e) when (e is CompareException or System.ComponentModel.Win32Exception)
            {
            }
        }

        throw new CompareException($"PyTorch {Missing}");
    }

    private static string FindModules()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string modules = Path.Combine(folder.FullName, "artifacts", "peers", "node_modules");
            if (Directory.Exists(Path.Combine(modules, "onnxruntime-node")))
                return modules;
        }

        throw new CompareException($"ONNX Runtime {Missing}");
    }

    private string ExportModel()
    {
        string file = Path.Combine(_modules.Value, "..", "resnet18.onnx");
        var request = new JsonObject { ["function"] = "export", ["file"] = file };
        ChildProcess.LastLine(_python.Value, [Script("pytorch.py"), request.ToJsonString()]);
        return file;
    }
}
