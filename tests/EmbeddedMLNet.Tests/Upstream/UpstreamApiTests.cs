using System.Reflection;
using Microsoft.ML;
using MlNetDeep.TestSupport;

namespace EmbeddedMLNet.Tests.Upstream;

/// <summary>
/// Whatever the subset offers exists upstream with the same signature and the same default values: code that compiles here compiles
/// there. tests/golden/mlnet-api.txt holds the members of Microsoft's types; with MLNET_ASSEMBLIES=DIR they are read from the
/// assemblies in DIR instead, and with RECORD_MLNET_API=1 the file is written anew.
/// </summary>
public sealed class UpstreamApiTests
{
    private const string Indent = "  ";

    private static readonly Type[] s_subset = [.. typeof(MLContext).Assembly.GetExportedTypes().OrderBy(ApiText.FullName, StringComparer.Ordinal)];

    [Fact]
    public void Every_type_and_member_exists_upstream()
    {
        Dictionary<string, HashSet<string>> upstream = ReadGolden();
        string[] missing = [.. Missing(upstream)];
        Assert.True(missing.Length == 0, string.Join("\n", missing));
    }

    [Fact]
    public void The_recorded_members_are_those_of_the_assemblies()
    {
        string? folder = Environment.GetEnvironmentVariable("MLNET_ASSEMBLIES");
        // Most machines have no such folder, and need none: the recording stands in for it.
        if (folder is null) return;
        Dictionary<string, Type> real = Load(folder).ToDictionary(ApiText.Header);
        if (Environment.GetEnvironmentVariable("RECORD_MLNET_API") == "1") Record(real);
        Dictionary<string, HashSet<string>> members = real.ToDictionary(pair => pair.Key, pair => ApiText.UsableMembers(pair.Value).ToHashSet());
        Assert.Empty(Missing(members));
        foreach ((string header, HashSet<string> recorded) in ReadGolden()) Assert.Superset(recorded, members[header]);
    }

    private static IEnumerable<string> Missing(Dictionary<string, HashSet<string>> upstream)
    {
        foreach (Type type in s_subset)
        {
            if (!upstream.TryGetValue(ApiText.Header(type), out HashSet<string>? members))
            {
                yield return ApiText.Header(type);
                continue;
            }
            foreach (string member in ApiText.DeclaredMembers(type).Where(member => !members.Contains(member))) yield return $"{ApiText.FullName(type)}: {member}";
        }
    }

    private static Dictionary<string, HashSet<string>> ReadGolden()
    {
        var types = new Dictionary<string, HashSet<string>>();
        HashSet<string> members = [];
        foreach (string line in File.ReadLines(Repository.Golden("mlnet-api.txt")))
        {
            if (line.StartsWith(Indent, StringComparison.Ordinal)) members.Add(line[Indent.Length..]);
            else types.Add(line, members = []);
        }
        return types;
    }

    private static void Record(Dictionary<string, Type> real)
    {
        IEnumerable<string> lines = s_subset.Select(ApiText.Header).Where(real.ContainsKey)
            .SelectMany(header => ApiText.UsableMembers(real[header]).Order(StringComparer.Ordinal).Select(member => Indent + member).Prepend(header));
        File.WriteAllLines(Repository.Golden("mlnet-api.txt"), lines);
    }

    private static IEnumerable<Type> Load(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "Microsoft.ML*.dll"))
            foreach (Type type in Assembly.LoadFrom(file).GetExportedTypes()) yield return type;
    }
}
