using System.Text;
using System.Xml;
using static MlNetDeep.Networks.SvgText;

namespace MlNetDeep.Networks;

/// <summary>Draws a network as SVG: a box for each call of a layer, from the inputs at the top down to the outputs.</summary>
internal sealed class NetworkDrawing
{
    private const double Header = 22, BoxHeight = 62, RowGap = 36, Margin = 24, ColumnGap = 36, LaneGap = 14, TitleHeight = 50, LegendWidth = 150, LegendLine = 22;
    private const double NameSize = 14, TextSize = 11.5, MinBoxWidth = 150, MaxBoxWidth = 300, Padding = 9;

    // NameSize is what the bold 12.5 pixels of a name amount to.
    private const string Style = """
        svg.network text { font-family: 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif; font-size: 11.5px; fill: #2b333d }
        .network .title { font-size: 16px; font-weight: 600 } .network .note { fill: #66717f } .network .name { font-size: 12.5px; font-weight: 600; fill: #fff }
        .network .edge { fill: none; stroke: #7b8794; stroke-width: 1.5 } .network .box { fill: #fff; stroke-width: 1.25 } .network .output { stroke-width: 3 }
        .network .frozen { stroke-dasharray: 5 3 } .network .flake { stroke: #fff; stroke-width: 1.3; stroke-linecap: round }
        """;

    private readonly Network _network;
    private readonly GraphLayout _layout;
    private readonly NetworkLayer[] _layers;
    private readonly bool[] _repeated;
    private readonly Dictionary<int, double> _columnX = [];
    private readonly double _boxWidth;
    private readonly double _right;
    private readonly double _bottom;

    public NetworkDrawing(Network network)
    {
        _network = network;
        _layout = new GraphLayout(network.Plan.Steps);
        _layers = [.. network.Plan.Steps.Select(step => network.Layers[step.Layer])];
        var seen = new HashSet<NetworkLayer>();
        _repeated = [.. _layers.Select(layer => !seen.Add(layer))];
        _boxWidth = Math.Clamp(Enumerable.Range(0, _layers.Length).Max(WantedWidth), MinBoxWidth, MaxBoxWidth);
        int first = _layout.Columns.Min(), last = _layout.Columns.Max();
        double x = Margin + _layout.LanesBeside(first - 1) * LaneGap;
        for (int column = first; column <= last; column++)
        {
            _columnX[column] = x;
            x += _boxWidth + ColumnGap + _layout.LanesBeside(column) * LaneGap;
        }
        _right = x;
        _bottom = Top(_layout.Rows.Max()) + BoxHeight + Margin;
    }

    public string ToSvg()
    {
        var text = new StringBuilder();
        LayerFamily[] families = [.. _layers.Select(layer => LayerFamily.Of(layer.Layer)).Distinct()];
        int legendLines = families.Length + (_layers.Any(Network.IsFrozen) ? 1 : 0) + 1;
        double width = _right + LegendWidth, height = Math.Max(_bottom, TitleHeight + legendLines * LegendLine + 2 * Margin);
        using (var svg = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            Attributes(svg, ("class", "network"), ("width", Number(width)), ("height", Number(height)), ("viewBox", $"0 0 {Number(width)} {Number(height)}"), ("role", "img"));
            svg.WriteElementString("title", Clean(_network.Name ?? "network"));
            svg.WriteElementString("style", Style);
            Arrow(svg);
            Element(svg, "rect", ("width", "100%"), ("height", "100%"), ("fill", "#fff"));
            Title(svg);
            Legend(svg, families);
            Edges(svg);
            for (int step = 0; step < _layers.Length; step++) Box(svg, step);
            svg.WriteEndElement();
        }
        return text.Append('\n').ToString();
    }

    private double WantedWidth(int step)
    {
        NetworkLayer layer = _layers[step];
        double name = Width(layer.Name, NameSize) + (Network.IsFrozen(layer) ? 18 : 0);
        double details = Width(Network.BatchShape(_network.Nodes[step].Shape) + Parameters(step), TextSize) + 12;
        return Math.Max(Math.Max(name, Width(layer.Layer.GetType().Name, TextSize)), details) + 2 * Padding;
    }

    private string Parameters(int step) =>
        _layers[step].ParameterCount == 0 ? "" : _repeated[step] ? "shared" : Network.Number(_layers[step].ParameterCount);

    private double Left(int step) => _columnX[_layout.Columns[step]];

    private static double Top(int row) => TitleHeight + Margin + row * (BoxHeight + RowGap);

    private void Title(XmlWriter svg)
    {
        Text(svg, "title", Margin, 30, Fit(Clean(_network.Name ?? "network"), 16, Math.Max(200, _right - Margin)));
        long frozen = _network.Weights.Where(weight => weight.IsParameter && !weight.Trainable).Sum(weight => (long)weight.Value.Count);
        Text(svg, "note", Margin, 48, $"{Network.Number(_network.ParameterCount)} parameters{(frozen > 0 ? $", {Network.Number(frozen)} frozen" : "")}");
    }

    private void Legend(XmlWriter svg, LayerFamily[] families)
    {
        double y = TitleHeight + Margin;
        foreach (LayerFamily family in families) Entry(family.Name, "box", family.Color, family.Color);
        Entry("output", "box output", "#fff", "#3b4554");
        if (_layers.Any(Network.IsFrozen)) Entry("frozen", "box frozen", "#fff", "#3b4554");

        void Entry(string name, string style, string fill, string stroke)
        {
            Element(svg, "rect", ("x", Number(_right + 2)), ("y", Number(y)), ("width", "18"), ("height", "12"), ("rx", "3"), ("class", style), ("style", $"fill:{fill};stroke:{stroke}"));
            Text(svg, "note", _right + 28, y + 10, name);
            y += LegendLine;
        }
    }

    private void Box(XmlWriter svg, int step)
    {
        NetworkLayer layer = _layers[step];
        double left = Left(step), top = Top(_layout.Rows[step]);
        LayerFamily family = LayerFamily.Of(layer.Layer);
        bool frozen = Network.IsFrozen(layer), output = _network.Plan.OutputSteps.Contains(step);
        string type = layer.Layer.GetType().Name, parameters = Parameters(step);

        svg.WriteStartElement("g");
        Attributes(svg, ("class", "layer"), ("data-layer", Clean(layer.Name)));
        svg.WriteElementString("title", Clean($"{layer.Name} ({type}){(output ? ", output" : "")}{(frozen ? ", frozen" : "")}"));
        Element(svg, "rect",
            ("class", $"box{(output ? " output" : "")}{(frozen ? " frozen" : "")}"), ("x", Number(left)), ("y", Number(top)),
            ("width", Number(_boxWidth)), ("height", Number(BoxHeight)), ("rx", "6"), ("stroke", family.Color));
        // The header is round at the top only.
        Element(svg, "path", ("fill", family.Color), ("fill-opacity", frozen ? "0.72" : "1"), ("d",
            $"M{Number(left)} {Number(top + Header)} v{Number(6 - Header)} a6 6 0 0 1 6 -6 h{Number(_boxWidth - 12)} a6 6 0 0 1 6 6 v{Number(Header - 6)} z"));
        Text(svg, "name", left + Padding, top + 15.5, Fit(Clean(layer.Name), NameSize, _boxWidth - 2 * Padding - (frozen ? 18 : 0)));
        if (frozen) Flake(svg, left + _boxWidth - 14, top + Header / 2);
        Text(svg, "", left + Padding, top + 38, Fit(type, TextSize, _boxWidth - 2 * Padding));
        double parametersWidth = parameters.Length > 0 ? Width(parameters, TextSize) + 8 : 0;
        Text(svg, "note", left + Padding, top + 54, Fit(Network.BatchShape(_network.Nodes[step].Shape), TextSize, _boxWidth - 2 * Padding - parametersWidth));
        if (parameters.Length > 0) Text(svg, "note", left + _boxWidth - Padding, top + 54, parameters, ("text-anchor", "end"));
        svg.WriteEndElement();
    }

    private static void Flake(XmlWriter svg, double x, double y) => Element(svg, "path", ("class", "flake"), ("d", string.Concat(
        new[] { (0.0, 5.5), (4.76, 2.75), (4.76, -2.75) }.Select(arm =>
            $"M{Number(x - arm.Item1)} {Number(y - arm.Item2)}L{Number(x + arm.Item1)} {Number(y + arm.Item2)}"))));

    private static void Arrow(XmlWriter svg)
    {
        svg.WriteStartElement("defs");
        svg.WriteStartElement("marker");
        Attributes(svg, ("id", "arrow"), ("viewBox", "0 0 8 8"), ("refX", "8"), ("refY", "4"), ("markerWidth", "8"), ("markerHeight", "8"), ("markerUnits", "userSpaceOnUse"), ("orient", "auto"));
        Element(svg, "path", ("d", "M0 0.5L8 4L0 7.5z"), ("fill", "#7b8794"));
        svg.WriteEndElement();
        svg.WriteEndElement();
    }

    private void Edges(XmlWriter svg)
    {
        var ports = new EdgePorts(_layout, step => Left(step) + _boxWidth / 2, Middle, _boxWidth);
        for (int i = 0; i < _layout.Routes.Count; i++)
        {
            EdgeRoute route = _layout.Routes[i];
            int firstRow = _layout.Rows[route.Source] + 1, lastRow = _layout.Rows[route.Target] - 1;
            double x = ports.Start[i], y = Top(firstRow - 1) + BoxHeight;
            var path = new StringBuilder($"M{Number(x)} {Number(y)}");
            if (firstRow <= lastRow)
            {
                double middle = Middle(route);
                CurveTo(middle, Top(firstRow));
                CurveTo(middle, Top(lastRow) + BoxHeight);
            }
            CurveTo(ports.End[i], Top(lastRow + 1));
            Element(svg, "path",
                ("class", "edge"), ("data-from", Clean(_layers[route.Source].Name)), ("data-to", Clean(_layers[route.Target].Name)),
                ("d", path.ToString()), ("marker-end", "url(#arrow)"));

            // Upright at both ends, so it stays between the rows and the arrow points down.
            void CurveTo(double toX, double toY)
            {
                if (x == toX) path.Append($"L{Number(toX)} {Number(toY)}");
                else path.Append($"C{Number(x)} {Number((y + toY) / 2)} {Number(toX)} {Number((y + toY) / 2)} {Number(toX)} {Number(toY)}");
                (x, y) = (toX, toY);
            }
        }
    }

    /// <summary>Where an edge that skips rows runs straight down.</summary>
    private double Middle(EdgeRoute route)
    {
        if (route.Lane < 0) return _columnX[route.Column] + _boxWidth / 2;
        // The inner lanes are those beside the column nearer to the middle of the drawing.
        if (route.Column >= 0) return _columnX[route.Column] + _boxWidth + LaneGap * (route.Lane + 1.25);
        return _columnX[route.Column + 1] - LaneGap * (route.Lane + 1.25);
    }

    private static void Text(XmlWriter svg, string style, double x, double y, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement("text");
        if (style.Length > 0) Attributes(svg, ("class", style));
        Attributes(svg, ("x", Number(x)), ("y", Number(y)));
        Attributes(svg, attributes);
        svg.WriteString(text);
        svg.WriteEndElement();
    }

    private static void Element(XmlWriter svg, string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        svg.WriteStartElement(name);
        Attributes(svg, attributes);
        svg.WriteEndElement();
    }

    private static void Attributes(XmlWriter svg, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        foreach ((string name, string value) in attributes) svg.WriteAttributeString(name, value);
    }
}
