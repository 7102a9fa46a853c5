using System.Globalization;
using System.Xml.Linq;

namespace MlNetDeep.Networks.Tests;

public class LineChartTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Every_line_is_drawn_within_the_axes_and_named_in_the_legend()
    {
        var chart = new LineChart("Loss < 1 & \"falling\"", "epoch", "loss",
            [ChartSeries.Of("training", [1, 0.5, 0.25]), ChartSeries.Of("validation", [1.2, double.NaN, 0.8, 0.9]) with { Dashed = true }]);
        XElement svg = XDocument.Parse(chart.ToSvg()).Root!;
        string[] texts = [.. svg.Elements(s_svg + "text").Select(text => text.Value)];
        foreach (string expected in (string[])["Loss < 1 & \"falling\"", "epoch", "loss", "training", "validation"]) Assert.Contains(expected, texts);
        XElement[] paths = [.. svg.Elements(s_svg + "path")];
        Assert.Equal(2, paths.Length);
        // NaN interrupts the line: two beginnings.
        Assert.Equal([1, 2], paths.Select(path => path.Attribute("d")!.Value.Count(c => c == 'M')));
        Assert.Equal([false, true], paths.Select(path => path.Attribute("stroke-dasharray") is not null));
        foreach (XElement path in paths)
        {
            double[] numbers = [.. path.Attribute("d")!.Value.Split('M', 'L', ' ').Where(part => part.Length > 0).Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
            Assert.All(numbers.Where((_, i) => i % 2 == 0), value => Assert.InRange(value, 70, 700));
            Assert.All(numbers.Where((_, i) => i % 2 == 1), value => Assert.InRange(value, 44, 366));
        }
    }

    [Fact]
    public void A_logarithmic_axis_has_powers_of_ten_and_leaves_out_what_is_not_above_0()
    {
        var chart = new LineChart("rates", "rate", "loss", [new ChartSeries("a", [(0, 1), (1e-4, 1), (1e-3, 2), (1, 3)])]) { LogarithmicX = true };
        XElement svg = XDocument.Parse(chart.ToSvg()).Root!;
        string[] texts = [.. svg.Elements(s_svg + "text").Select(text => text.Value)];
        foreach (string expected in (string[])["0.0001", "0.001", "0.01", "0.1", "1"]) Assert.Contains(expected, texts);
        Assert.StartsWith("M70 ", svg.Elements(s_svg + "path").Single().Attribute("d")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_stays_and_no_points_at_all_can_be_drawn_and_no_lines_cannot()
    {
        XDocument.Parse(new LineChart("t", "x", "y", [ChartSeries.Of("flat", [2, 2, 2]), ChartSeries.Of("none", [])]).ToSvg());
        XDocument.Parse(new LineChart("t", "x", "y", [ChartSeries.Of("none", [])]).ToSvg());
        Assert.Contains("at least one line", Assert.Throws<ArgumentException>(() => new LineChart("t", "x", "y", []).ToSvg()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_numbers_give_the_same_file()
    {
        string path = Path.GetTempFileName();
        var chart = new LineChart("t", "x", "y", [ChartSeries.Of("a", [1, 2, 1.5])]);
        chart.Save(path);
        Assert.Equal(chart.ToSvg(), File.ReadAllText(path));
        File.Delete(path);
    }
}
