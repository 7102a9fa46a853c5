using System.Text.RegularExpressions;
using MlNetDeep.TestSupport;

namespace MlNetDeep.Tuning.Tests;

public partial class ReportTests
{
    [Fact]
    public void The_page_has_every_plot_and_a_row_for_each_trial()
    {
        using var folder = new TemporaryFolder();
        Study study = Studies.Mixed(25);
        string page = Write(study, folder, ["error"]);
        IReadOnlyList<Plot> plots = study.Plots(["error"]).All();
        Assert.All(plots, plot => Assert.Contains(plot.Svg, page, StringComparison.Ordinal));
        Assert.Equal(plots.Select(plot => plot.Name + ".svg").Order(StringComparer.Ordinal), Directory.GetFiles(Path.Combine(folder.Path, "report-plots")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(plots[0].Svg, File.ReadAllText(Path.Combine(folder.Path, "report-plots", plots[0].Name + ".svg")));
        Assert.Equal(1 + 25, page.Split("<tr>").Length - 1);
        Assert.Contains(FormattableString.Invariant($"<p class=\"best\">Trial {study.BestTrial.Number}: error <strong>"), page, StringComparison.Ordinal);
        Assert.Contains("<dd>19 complete, 4 pruned, 2 failed</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_asks_for_nothing_from_elsewhere_and_shows_texts_as_they_are()
    {
        using var folder = new TemporaryFolder();
        string page = Write(Studies.Mixed(5), folder, null);
        Assert.Contains("&lt;b&gt;4&lt;/b&gt; &amp; more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>4", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Reference(), page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_front_is_listed_by_trial()
    {
        using var folder = new TemporaryFolder();
        Study study = Studies.Mixed(40, objectives: 2);
        string page = Write(study, folder, ["error", "size"]);
        Assert.Equal(Math.Min(20, study.BestTrials.Count), page.Split("<p class=\"best\">").Length - 1);
        Assert.Contains("<dd>minimize error, maximize size</dd>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_trials_has_a_page()
    {
        using var folder = new TemporaryFolder();
        string page = Write(Studies.Create(), folder, null);
        Assert.Contains("No trial is complete and keeps all constraints yet.", page, StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(Path.Combine(folder.Path, "report-plots")).Length);
    }

    [Fact]
    public void A_page_is_replaced_whole_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "report.html");
        Directory.CreateDirectory(path);
        Assert.StartsWith($"'{path}' cannot be written", Assert.Throws<IOException>(() => Studies.Mixed(3).WriteReport(path)).Message, StringComparison.Ordinal);
        Assert.Equal(["report-plots", "report.html"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static string Write(Study study, TemporaryFolder folder, string[]? objectives)
    {
        string path = Path.Combine(folder.Path, "report.html");
        study.WriteReport(path, objectives);
        return File.ReadAllText(path);
    }

    [GeneratedRegex("https?://|<link|@import|url\\(|src=")]
    private static partial Regex Reference();
}
