using System.Globalization;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>The table in the terminal.</summary>
internal static class TableWriter
{
    public static void WriteHeader() =>
        Console.WriteLine($"{"case",-58} {"peer",-22} {"ours",10} {"theirs",10} {"unit",-10} {"ratio",6} {"target",8}");

    public static void Write(ComparisonRow row) =>
        Console.WriteLine($"{row.Case,-58} {row.Peer,-22} {Number(row.Ours),10} {Number(row.Theirs),10} {row.Unit,-10} {Ratio(row.Ratio),6} {Target(row),8} {Verdict(row)}".TrimEnd());

    public static string Number(double? value) => value switch
    {
        null => "",
        >= 1000 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("F1", CultureInfo.InvariantCulture),
    };

    public static string Ratio(double ratio) => ratio.ToString("F2", CultureInfo.InvariantCulture);

    public static string Target(ComparisonRow row) => row.Target is double target ? $"{(row.AtMost ? "<=" : ">=")} {Ratio(target)}" : "";

    public static string Verdict(ComparisonRow row) => row.Met switch { true => "met", false => "MISSED", null => "" };
}
