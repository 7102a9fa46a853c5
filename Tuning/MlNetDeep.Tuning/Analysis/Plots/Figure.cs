using System.Globalization;
using System.Text;
using System.Xml.Linq;
using MlNetDeep.Networks;

namespace MlNetDeep.Tuning;

/// <summary>
/// A drawing under construction: a title, an area with axes, and marks in it. Narrow enough that its texts stay readable on a phone, where
/// it is as wide as the screen.
/// </summary>
internal sealed class Figure
{
    public const double UsualWidth = 480, UsualHeight = 340;

    private const double FontSize = 13, SmallSize = 11, LetterHeight = 4.5, MostLeft = 150, SlantedHeight = 18;
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly XElement _root;
    private readonly string _title;
    private readonly bool _isWide;

    public Figure(string title, double width = UsualWidth, double height = UsualHeight)
    {
        (_title, _isWide) = (SvgText.Clean(title), width > 1.25 * UsualWidth);
        (Left, Right, Top, Bottom) = (66, width - 16, 40, height - 48);
        _root = new XElement(s_svg + "svg",
            new XAttribute("viewBox", $"0 0 {Number(width)} {Number(height)}"), new XAttribute("width", Number(width)), new XAttribute("height", Number(height)),
            new XAttribute("font-family", "system-ui, sans-serif"), new XAttribute("font-size", Number(FontSize)), new XAttribute("role", "img"), new XAttribute("aria-label", _title),
            Element("rect", ("width", "100%"), ("height", "100%"), ("fill", "white")));
        Label(width / 2, 22, SvgText.Fit(_title, 15, width - 16), "middle", 15);
    }

    /// <summary>The edges of the area.</summary>
    public double Left { get; private set; }

    public double Right { get; private set; }

    public double Top { get; private set; }

    public double Bottom { get; private set; }

    /// <summary>The pixel of a place along the horizontal axis.</summary>
    public double X(double place) => Left + place * (Right - Left);

    /// <summary>The pixel of a place along the vertical axis.</summary>
    public double Y(double place) => Bottom - place * (Bottom - Top);

    /// <summary>Makes room for a scale of colours and draws it. Comes before the axes.</summary>
    public void ColorBar(ColorScale colors, string text)
    {
        const double width = 12, parts = 32;
        Right -= 74;
        double left = Right + 14;
        for (int i = 0; i < parts; i++) Box(left, Y((i + 1) / parts), left + width, Y(i / parts), colors.At((i + 0.5) / parts));
        foreach ((double place, string tick) in colors.Ticks) Label(left + width + 4, Y(place) + LetterHeight, tick, "start", SmallSize);
        Label(left + 58, Top - 6, SvgText.Fit(text, SmallSize, 110), "end", SmallSize);
    }

    /// <summary>Draws both axes with their ticks, and lines across the area at them.</summary>
    public void Axes(Scale x, string xText, Scale y, string yText)
    {
        IReadOnlyList<(double Place, string Text)> rows = y.Ticks;
        double widest = rows.Count == 0 ? 0 : rows.Max(tick => SvgText.Width(tick.Text, FontSize));
        Left = Math.Min(MostLeft, Math.Max(Left, widest + 36));
        IReadOnlyList<(double Place, string Text)> columns = x.Ticks;
        // Texts that do not fit side by side are slanted, for which they need more height.
        double room = (Right - Left) / Math.Max(1, columns.Count);
        bool isSlanted = columns.Any(tick => SvgText.Width(tick.Text, FontSize) > room - 4);
        if (isSlanted) Bottom -= SlantedHeight;
        foreach ((double place, string text) in rows)
        {
            Rule(Left, Y(place), Right, Y(place));
            Label(Left - 7, Y(place) + LetterHeight, SvgText.Fit(text, FontSize, MostLeft - 30), "end");
        }
        foreach ((double place, string text) in columns)
        {
            Rule(X(place), Top, X(place), Bottom);
            if (isSlanted) _root.Add(Text(SvgText.Fit(text, SmallSize, 80), ("transform", $"translate({Number(X(place) + 4)} {Number(Bottom + 14)}) rotate(-24)"), ("text-anchor", "end"), ("font-size", Number(SmallSize))));
            else Label(X(place), Bottom + 19, text, "middle");
        }
        Label((Left + Right) / 2, Bottom + (isSlanted ? SlantedHeight : 0) + 40, SvgText.Fit(xText, FontSize, Right - Left), "middle");
        _root.Add(Text(SvgText.Fit(yText, FontSize, Bottom - Top), ("transform", $"translate(16 {Number((Top + Bottom) / 2)}) rotate(-90)"), ("text-anchor", "middle")));
    }

    /// <summary>Draws a vertical line with a name above it and ticks beside it.</summary>
    public void VerticalAxis(double x, Scale scale, string name, double room)
    {
        _root.Add(Element("line", ("x1", Number(x)), ("y1", Number(Top)), ("x2", Number(x)), ("y2", Number(Bottom)), ("stroke", Palette.Dark)));
        Label(x, Bottom + 22, SvgText.Fit(name, FontSize, room), "middle");
        foreach ((double place, string text) in scale.Ticks) Halo(x + 4, Y(place) + LetterHeight, SvgText.Fit(text, SmallSize, room - 8));
    }

    public void Dot(double x, double y, string color, string? tip = null, bool isHollow = false, double radius = 3.2)
    {
        if (double.IsNaN(x) || double.IsNaN(y)) return;
        _root.Add(Tipped(Element("circle", ("cx", Number(x)), ("cy", Number(y)), ("r", Number(radius)), ("fill", isHollow ? "white" : color), ("stroke", isHollow ? color : "white"), ("stroke-width", isHollow ? "1.2" : "0.5")), tip));
    }

    /// <summary>A line through points; it is interrupted where one cannot be shown.</summary>
    public void Line(IEnumerable<(double X, double Y)> points, string color, double width = 1.5, double opacity = 1, string? tip = null)
    {
        var path = new StringBuilder();
        bool isDown = false;
        foreach ((double x, double y) in points)
        {
            bool isShown = !double.IsNaN(x) && !double.IsNaN(y);
            if (isShown) path.Append(isDown ? 'L' : 'M').Append(Number(x)).Append(' ').Append(Number(y));
            isDown = isShown;
        }
        if (path.Length == 0) return;
        XElement line = Element("path", ("d", path.ToString()), ("fill", "none"), ("stroke", color), ("stroke-width", Number(width)), ("stroke-linejoin", "round"));
        if (opacity < 1) line.SetAttributeValue("stroke-opacity", Number(opacity));
        _root.Add(Tipped(line, tip));
    }

    public void Box(double left, double top, double right, double bottom, string color, string? tip = null) =>
        _root.Add(Tipped(Element("rect", ("x", Number(left)), ("y", Number(top)), ("width", Number(Math.Max(0, right - left))), ("height", Number(Math.Max(0, bottom - top))), ("fill", color), ("shape-rendering", "crispEdges")), tip));

    public void Label(double x, double y, string text, string anchor, double size = FontSize) =>
        _root.Add(Text(text, ("x", Number(x)), ("y", Number(y)), ("text-anchor", anchor), ("font-size", Number(size)), ("fill", Palette.Dark)));

    /// <summary>Names colours in one row under the title.</summary>
    public void Legend(params IEnumerable<(string Color, string Text)> entries)
    {
        double x = Left + 4;
        foreach ((string color, string text) in entries)
        {
            Dot(x, Top - 7, color, radius: 4);
            Label(x + 8, Top - 3, text, "start", SmallSize);
            x += 20 + SvgText.Width(text, SmallSize);
        }
    }

    /// <summary>Says in the middle of the area why it is empty.</summary>
    public void Note(string text) => Label((Left + Right) / 2, (Top + Bottom) / 2, text, "middle");

    public Plot ToPlot(string name) => new(name, _title, _root.ToString(SaveOptions.DisableFormatting)) { IsWide = _isWide };

    private void Rule(double x1, double y1, double x2, double y2) =>
        _root.Add(Element("line", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)), ("stroke", "#e2e2e2")));

    // A white edge keeps the text readable over lines.
    private void Halo(double x, double y, string text) =>
        _root.Add(Text(text, ("x", Number(x)), ("y", Number(y)), ("font-size", Number(SmallSize)), ("paint-order", "stroke"), ("stroke", "white"), ("stroke-width", "3"), ("fill", Palette.Dark)));

    private static XElement Tipped(XElement mark, string? tip)
    {
        if (tip is not null) mark.Add(new XElement(s_svg + "title", SvgText.Clean(tip)));
        return mark;
    }

    private static XElement Text(string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        XElement element = Element("text", attributes);
        element.Value = SvgText.Clean(text);
        return element;
    }

    private static XElement Element(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        var element = new XElement(s_svg + name);
        foreach ((string key, string value) in attributes) element.SetAttributeValue(key, value);
        return element;
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
