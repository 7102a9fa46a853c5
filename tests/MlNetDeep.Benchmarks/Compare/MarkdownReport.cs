using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MlNetDeep.Benchmarks.Compare;

/// <summary>The table as Markdown, between two marks in a document that is otherwise left as it is.</summary>
internal static class MarkdownReport
{
    private const string Begin = "<!-- written by compare --markdown -->";
    private const string End = "<!-- end -->";

    public static void Write(string file, IReadOnlyList<ComparisonRow> rows, double load, int pairs)
    {
        string table = $"{Begin}\n\n{Table(rows, load, pairs)}\n{End}";
        string text = File.Exists(file) ? File.ReadAllText(file) : "";
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        File.WriteAllText(file, begin >= 0 && end > begin ? text[..begin] + table + text[(end + End.Length)..] : text + table + "\n");
    }

    private static string Table(IReadOnlyList<ComparisonRow> rows, double load, int pairs)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"- Machine: {MachineInfo.Describe()}; load average before the run {load:F1}");
        Line($"- Ours: {RuntimeInformation.FrameworkDescription}, {MachineInfo.Threads} threads");
        foreach (IGrouping<string, ComparisonRow> peer in rows.Where(row => row.PeerVersion is not null).GroupBy(row => row.Peer))
            Line($"- {peer.Key}: {peer.First().PeerVersion}");
        Line($"- {pairs} pairs; {rows.Count(row => row.Met == true)} targets met, {rows.Count(row => row.Met == false)} missed");
        Line($"");
        Line($"| case | peer | its settings | ours | theirs | unit | ratio | target | |");
        Line($"| --- | --- | --- | --: | --: | --- | --: | --: | --- |");
        foreach (ComparisonRow row in rows)
        {
            string verdict = row.Met == false ? "**missed**" : TableWriter.Verdict(row);
            Line($"| {row.Case} | {row.Peer} | {row.PeerSettings} | {TableWriter.Number(row.Ours)} | {TableWriter.Number(row.Theirs)} | {row.Unit} | {TableWriter.Ratio(row.Ratio)} | {TableWriter.Target(row)} | {verdict} |");
        }

        return text.ToString();
    }
}
