using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace MlNetDeep.Networks;

/// <summary>Lines over an axis, drawn as SVG: histories of training, learning-rate range tests. Any browser shows it.</summary>
/// <example>
/// <code>
/// new LineChart("Training", "epoch", "loss", [ChartSeries.Of("training", history["loss"]), ChartSeries.Of("validation", history["val_loss"])]).Save("loss.svg");
/// </code>
/// </example>
/// <param name="Title">The title.</param>
/// <param name="XLabel">What the horizontal axis shows.</param>
/// <param name="YLabel">What the vertical axis shows.</param>
/// <param name="Series">The lines; at least one.</param>
public sealed record LineChart(string Title, string XLabel, string YLabel, IReadOnlyList<ChartSeries> Series)
{
    private const double Width = 720, Height = 420, Left = 70, Right = 20, Top = 44, Bottom = 54;

    // Wong's palette (Nature Methods 2011), which colour-blind readers can tell apart.
    private static readonly string[] s_colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"];
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>True for a logarithmic horizontal axis, on which only numbers above 0 are shown; false by default.</summary>
    public bool LogarithmicX { get; init; }

    /// <summary>True for a logarithmic vertical axis, on which only numbers above 0 are shown; false by default.</summary>
    public bool LogarithmicY { get; init; }

    /// <summary>Draws the chart.</summary>
    /// <returns>An SVG document.</returns>
    /// <exception cref="ArgumentException">There are no lines.</exception>
    public string ToSvg()
    {
        if (Series.Count == 0) throw new ArgumentException("a chart needs at least one line");
        var x = new ChartAxis(Series.SelectMany(series => series.Points.Select(point => point.X)), LogarithmicX, Left, Width - Left - Right);
        var y = new ChartAxis(Series.SelectMany(series => series.Points.Select(point => point.Y)), LogarithmicY, Height - Bottom, -(Height - Top - Bottom));
        var root = new XElement(s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Width} {Height}"), new XAttribute("width", Width), new XAttribute("height", Height), new XAttribute("font-family", "sans-serif"), new XAttribute("font-size", 12),
            new XElement(s_svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "white")),
            Text(Width / 2, 22, Title, "middle", size: 16),
            Text((Left + Width - Right) / 2, Height - 14, XLabel, "middle"),
            new XElement(s_svg + "text", new XAttribute("transform", $"translate(18 {Number((Top + Height - Bottom) / 2)}) rotate(-90)"), new XAttribute("text-anchor", "middle"), YLabel));
        foreach ((double pixel, string text) in x.Ticks()) root.Add(Grid(pixel, Top, pixel, Height - Bottom), Text(pixel, Height - Bottom + 18, text, "middle"));
        foreach ((double pixel, string text) in y.Ticks()) root.Add(Grid(Left, pixel, Width - Right, pixel), Text(Left - 8, pixel + 4, text, "end"));
        for (int i = 0; i < Series.Count; i++) root.Add(Line(Series[i], s_colors[i % s_colors.Length], x, y), Legend(i));
        return new XDocument(root).ToString();
    }

    /// <summary>Draws the chart into a file, under a temporary name that is renamed at the end.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <exception cref="ArgumentException">There are no lines.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] svg = Encoding.UTF8.GetBytes(ToSvg());
        AtomicFile.Write(path, stream => stream.Write(svg));
    }

    private static XElement Line(ChartSeries series, string color, ChartAxis x, ChartAxis y)
    {
        var path = new StringBuilder();
        bool down = false;
        foreach ((double px, double py) in series.Points)
        {
            bool shown = x.Shows(px) && y.Shows(py);
            if (shown) path.Append(down ? 'L' : 'M').Append(Number(x.Pixel(px))).Append(' ').Append(Number(y.Pixel(py)));
            down = shown;
        }
        return new XElement(s_svg + "path",
            new XAttribute("d", path.ToString()), new XAttribute("fill", "none"), new XAttribute("stroke", color), new XAttribute("stroke-width", 2),
            series.Dashed ? new XAttribute("stroke-dasharray", "6 4") : null, new XElement(s_svg + "title", series.Name));
    }

    private object[] Legend(int i)
    {
        double top = Top + 14 + 17 * i, left = Width - Right - 150;
        return
        [
            new XElement(s_svg + "line",
                new XAttribute("x1", Number(left)), new XAttribute("x2", Number(left + 24)), new XAttribute("y1", Number(top - 4)), new XAttribute("y2", Number(top - 4)),
                new XAttribute("stroke", s_colors[i % s_colors.Length]), new XAttribute("stroke-width", 2), Series[i].Dashed ? new XAttribute("stroke-dasharray", "6 4") : null),
            Text(left + 30, top, Series[i].Name, "start"),
        ];
    }

    private static XElement Grid(double x1, double y1, double x2, double y2) => new(s_svg + "line",
        new XAttribute("x1", Number(x1)), new XAttribute("y1", Number(y1)), new XAttribute("x2", Number(x2)), new XAttribute("y2", Number(y2)), new XAttribute("stroke", "#dddddd"));

    private static XElement Text(double x, double y, string text, string anchor, int size = 12) => new(s_svg + "text",
        new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), new XAttribute("text-anchor", anchor), new XAttribute("font-size", size), text);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
