using MlNetDeep.TestSupport;

namespace MlNetDeep.Solution.Tests;

/// <summary>Rules that hold for every source file of the libraries.</summary>
public sealed class SourceRuleTests
{
    [Theory]
    [InlineData("Random.Shared")]
    [InlineData("new Random()")]
    [InlineData("DateTime.Now")]
    [InlineData("DateTime.UtcNow")]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("DateTimeOffset.Now")]
    public void Randomness_and_time_are_injected(string banned)
    {
        string[] offenders = [.. Sources().Where(file => File.ReadAllText(file).Contains(banned, StringComparison.Ordinal))];
        Assert.True(offenders.Length == 0, $"'{banned}' stands in {string.Join(", ", offenders)}");
    }

    [Fact]
    public void No_file_is_longer_than_600_lines()
    {
        string[] offenders = [.. Sources().Select(file => (file, lines: File.ReadLines(file).Count())).Where(f => f.lines > 600).Select(f => $"{f.file}: {f.lines}")];
        Assert.True(offenders.Length == 0, string.Join(", ", offenders));
    }

    private static IEnumerable<string> Sources() =>
        new[] { "Extensions", "Tuning" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));
}
