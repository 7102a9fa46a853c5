using System.Xml.Linq;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Solution.Tests;

/// <summary>The floors of the solution: what each project may refer to. Nothing points up.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["MlNetDeep.Tensors"] = [],
        ["MlNetDeep.Networks"] = ["MlNetDeep.Tensors"],
        ["MlNetDeep.Imaging"] = [],
        ["MlNetDeep.Vision"] = ["MlNetDeep.Imaging", "MlNetDeep.Networks"],
        ["EmbeddedMLNet"] = [],
        ["EmbeddedMLNet.Images"] = ["MlNetDeep.Imaging"],
        ["MlNetDeep.Pipelines"] = ["MlNetDeep.Vision"],
        ["MlNetDeep.Tuning"] = [],
        ["MlNetDeep.Tuning.Postgres"] = ["MlNetDeep.Tuning"],
        ["MlNetDeep.Tuning.Pipelines"] = ["MlNetDeep.Pipelines", "MlNetDeep.Tuning"],
    };

    public static TheoryData<string> Libraries => [.. Projects().Keys];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_refers_only_to_the_floor_below(string name)
    {
        Assert.True(Allowed.TryGetValue(name, out string[]? allowed), $"{name} is new: say here what it may refer to");
        Assert.Equal(allowed, References(Projects()[name]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Which_ML_NET_is_meant_is_said_in_one_place()
    {
        string[] facing = [.. Projects().Where(project => File.ReadAllText(project.Value).Contains("MlNet/MlNet.targets", StringComparison.Ordinal)).Select(project => project.Key).Order(StringComparer.Ordinal)];
        Assert.Equal(["EmbeddedMLNet.Images", "MlNetDeep.Pipelines"], facing);
        Assert.DoesNotContain(Projects(), project => References(project.Value).Any(name => name.StartsWith("EmbeddedMLNet", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_project_of_the_plan_exists() => Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), Projects().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_library_has_its_test_project()
    {
        foreach (string name in Projects().Keys)
            Assert.True(File.Exists(Path.Combine(Repository.Root, "tests", name + ".Tests", name + ".Tests.csproj")), $"tests/{name}.Tests is missing");
    }

    [Fact]
    public void No_type_of_ML_NET_appears_below_the_pipelines()
    {
        foreach (string name in new[] { "MlNetDeep.Tensors", "MlNetDeep.Networks", "MlNetDeep.Imaging", "MlNetDeep.Vision", "MlNetDeep.Tuning", "MlNetDeep.Tuning.Postgres" })
            foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(Projects()[name])!, "*.cs", SearchOption.AllDirectories).Where(f => !InBuildFolder(f)))
                Assert.False(File.ReadAllText(file).Contains("using Microsoft.ML", StringComparison.Ordinal), $"{file} uses ML.NET");
    }

    private static Dictionary<string, string> Projects() =>
        new[] { "Extensions", "Tuning" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.csproj", SearchOption.AllDirectories))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    private static bool InBuildFolder(string file) =>
        file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
}
