using MlNetDeep.Tuning;

namespace MlNetDeep.Benchmarks.Tuner;

/// <summary>The storages by name.</summary>
internal static class TunerStorage
{
    public static IStudyStorage Create(string name, string path) => name switch
    {
        "memory" => new InMemoryStorage(),
        "sqlite" => new SqliteStorage(path + ".db"),
        "journal" => new JournalStorage(path + ".journal"),
        _ => throw new ArgumentException($"there is no storage '{name}'"),
    };
}
