using System.Reflection;
using Microsoft.ML;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Pipelines.Tests.Parity;

/// <summary>
/// Short programs as users of ML.NET write them, each printing its schemas, rows and messages. The expected text in
/// tests/golden/parity was recorded from Microsoft's own assemblies: build with <c>-p:MlNetAssemblies=DIR</c> and run these tests
/// with RECORD_PARITY=1. Every build must print the same.
/// </summary>
public sealed class ParityTests
{
    private static readonly Dictionary<string, MethodInfo> s_programs = typeof(ParityTests).Assembly.GetTypes()
        .Where(t => t.Namespace == typeof(ParityTests).Namespace + ".Programs" && t.IsAbstract && t.IsSealed)
        .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(m => (Name: $"{t.Name}.{m.Name}", m)))
        .ToDictionary(p => p.Name, p => p.m);

    public static TheoryData<string> Names => [.. s_programs.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Prints_what_was_recorded(string name)
    {
        string expected = Repository.Golden("parity", name + ".txt");
        string actual = Run(name);
        if (Environment.GetEnvironmentVariable("RECORD_PARITY") == "1")
        {
            Assert.StartsWith("Microsoft.ML.", typeof(MLContext).Assembly.GetName().Name, StringComparison.Ordinal);
            File.WriteAllText(expected, actual);
        }
        // For looking at differences with diff.
        if (Environment.GetEnvironmentVariable("PARITY_OUT") is string folder) File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".txt"), actual);
        Assert.Equal(File.ReadAllText(expected), actual);
    }

    [Fact]
    public void Every_recording_has_its_program() =>
        Assert.Equal(
            s_programs.Keys.Order(StringComparer.Ordinal),
            Directory.GetFiles(Repository.Golden("parity")).Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal));

    private static string Run(string name)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var folder = new TemporaryFolder();
        var printer = new Printer(output);
        object[] arguments = s_programs[name].GetParameters().Length == 2 ? [new MLContext(1), printer] : [new MLContext(1), printer, folder.Path];
        printer.Error(() => s_programs[name].Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null));
        return output.ToString().Replace(folder.Path, "FOLDER", StringComparison.Ordinal);
    }
}
