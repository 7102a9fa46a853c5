using System.Globalization;
using System.Text.Json;
using MlNetDeep.Benchmarks.Compare;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>What the peers reached on the same problems: medians and quartiles over seeds, from tests/golden/tuner/baselines.json.</summary>
internal sealed class TunerBaselines
{
    private readonly JsonElement _baselines, _pruners;

    private TunerBaselines(JsonElement root) => (_baselines, _pruners) = (root.GetProperty("baselines").Clone(), root.GetProperty("pruners").GetProperty("budget").Clone());

    public static TunerBaselines Load()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string file = Path.Combine(folder.FullName, "tests", "golden", "tuner", "baselines.json");
            if (!File.Exists(file)) continue;
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
            return new TunerBaselines(document.RootElement);
        }
        throw new CompareException("tests/golden/tuner/baselines.json is missing: run the benchmark from a checkout");
    }

    /// <summary>The peer's result after a number of evaluations; null when it was not measured there.</summary>
    public Quartiles? Find(string problem, string peer, int evaluations)
    {
        if (!_baselines.TryGetProperty(problem, out JsonElement rows) || !rows.TryGetProperty(peer, out JsonElement row)) return null;
        if (!row.TryGetProperty(evaluations.ToString(CultureInfo.InvariantCulture), out JsonElement cell)) return null;
        return new Quartiles(cell.GetProperty("q25").GetDouble(), cell.GetProperty("median").GetDouble(), cell.GetProperty("q75").GetDouble());
    }

    /// <summary>What a sampler and a pruner of Optuna's reached on the learning curves, as "tpe/hyperband3"; null when it was not measured.</summary>
    public PrunerBaseline? Pruner(string name)
    {
        if (!_pruners.TryGetProperty(name, out JsonElement row)) return null;
        double Number(string property) => row.GetProperty(property).GetDouble();
        JsonElement early = row.GetProperty("at").GetProperty("1620");
        return new PrunerBaseline(
            Number("trials"), Number("complete"), Number("epochs"), new Quartiles(Number("q25"), Number("best_final"), Number("q75")),
            early.ValueKind == JsonValueKind.Number ? early.GetDouble() : null);
    }
}
