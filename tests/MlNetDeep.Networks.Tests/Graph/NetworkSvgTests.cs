using System.Globalization;
using System.Xml.Linq;
using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

public sealed class NetworkSvgTests : IDisposable
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly string _folder = Directory.CreateTempSubdirectory("svg").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Networks => [.. s_networks.Keys];

    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["one layer"] = () => Network.Sequential([3], [new Dense(2)]),
        ["two inputs and two outputs"] = TwoInputsTwoOutputs,
        ["resnet 18"] = ResNet18,
        ["inception"] = Inception,
        ["dense block"] = DenseBlock,
        ["u shape"] = UShape,
        ["siamese"] = Siamese,
        ["two hundred layers"] = () => Network.Sequential([4], [.. Enumerable.Range(0, 200).Select(i => new Dense(4) { Name = $"fc{i}" })]),
        ["a random graph 1"] = () => RandomGraph(1, 12),
        ["a random graph 2"] = () => RandomGraph(2, 30),
        ["a random graph 3"] = () => RandomGraph(3, 60),
        ["a random graph 4"] = () => RandomGraph(4, 60),
        ["a random graph 5"] = () => RandomGraph(5, 90),
        ["an input as output, twice the same summand"] = () =>
        {
            Node input = Network.Input([3]);
            return new Network([input], [input, new Add().Call(input, input)]);
        },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Boxes_do_not_overlap_and_edges_join_their_borders_and_cross_no_box(string name)
    {
        Network network = s_networks[name]();
        string text = network.ToSvg();
        Assert.Equal(text, s_networks[name]().ToSvg());
        var drawing = XDocument.Parse(text);
        Box[] boxes = Boxes(drawing);
        Assert.Equal(network.Nodes.Count, boxes.Length);
        Assert.Equal(network.Layers.Select(layer => layer.Name).ToHashSet(), boxes.Select(box => box.Name).ToHashSet());
        double width = double.Parse(drawing.Root!.Attribute("width")!.Value, CultureInfo.InvariantCulture), height = double.Parse(drawing.Root!.Attribute("height")!.Value, CultureInfo.InvariantCulture);
        Assert.All(boxes, box => Assert.True(box.Left > 0 && box.Top > 0 && box.Right < width && box.Bottom < height));
        for (int i = 0; i < boxes.Length; i++)
            for (int j = 0; j < i; j++) Assert.False(boxes[i].Overlaps(boxes[j]), $"{boxes[i].Name} lies on {boxes[j].Name}");

        XElement[] edges = [.. drawing.Descendants(s_svg + "path").Where(path => (string?)path.Attribute("class") == "edge")];
        Assert.Equal(network.Nodes.Sum(node => node.Inputs.Count), edges.Length);
        foreach (XElement edge in edges)
        {
            List<(double X, double Y)> points = Points(edge.Attribute("d")!.Value);
            string from = edge.Attribute("data-from")!.Value, to = edge.Attribute("data-to")!.Value;
            Assert.Contains(boxes, box => box.Name == from && OnBorder(points[0], box.Bottom, box));
            Assert.Contains(boxes, box => box.Name == to && OnBorder(points[^1], box.Top, box));
            foreach ((double x, double y) in points)
            {
                Assert.DoesNotContain(boxes, box => x > box.Left && x < box.Right && y > box.Top + 0.01 && y < box.Bottom - 0.01);
                Assert.InRange(x, 0, width);
            }
        }
    }

    [Fact]
    public void Nothing_depends_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string expected = ResNet18().ToSvg();
            var other = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (other.NumberFormat.NumberDecimalSeparator, other.NumberFormat.NumberGroupSeparator, other.NumberFormat.NegativeSign) = (",", "'", "~");
            CultureInfo.CurrentCulture = other;
            Assert.Equal(expected, ResNet18().ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_box_tells_name_type_shape_and_parameters_and_frozen_layers_are_marked()
    {
        Network network = TestData.ConvNet();
        network.FreezeUntil("batch_norm");
        string path = Path.Combine(_folder, "network.svg");
        network.SaveSvg(path);
        XDocument drawing = XDocument.Load(path);
        Assert.Equal([path], Directory.GetFiles(_folder));
        XElement[] layers = [.. drawing.Descendants(s_svg + "g")];
        Assert.Equal(["conv2d", "Conv2D", "[N, 8, 8, 8]", "72"], layers[1].Elements(s_svg + "text").Select(line => line.Value));
        Assert.Equal(
            ["conv2d", "batch_norm"],
            layers.Where(layer => layer.Elements(s_svg + "rect").Any(box => box.Attribute("class")!.Value.Contains("frozen", StringComparison.Ordinal))).Select(layer => layer.Attribute("data-layer")!.Value));
        Assert.Equal("dense (Dense), output", layers[^1].Element(s_svg + "title")!.Value);
        string[] words = [.. drawing.Root!.Elements(s_svg + "text").Select(line => line.Value)];
        Assert.Contains("706 parameters, 88 frozen", words);
        Assert.Contains("convolution", words);
        Assert.Contains("frozen", words);
        Assert.DoesNotContain("recurrent", words);
    }

    [Fact]
    public void Any_name_is_valid_xml_and_a_long_one_is_shortened_but_told()
    {
        string bad = "a<b>&\"'\u0001\ud800 漢字😀", wide = string.Join('.', Enumerable.Repeat("block", 40));
        Network network = Network.Sequential([3], [new Dense(2) { Name = bad }, new Dense(2) { Name = wide }], name: "<net & co>");
        XElement[] layers = [.. XDocument.Parse(network.ToSvg()).Descendants(s_svg + "g")];
        Assert.Equal("a<b>&\"'\uFFFD\uFFFD 漢字😀", layers[1].Attribute("data-layer")!.Value);
        Assert.Equal(wide + " (Dense), output", layers[2].Element(s_svg + "title")!.Value);
        string shown = layers[2].Elements(s_svg + "text").First().Value;
        Assert.Matches("^block\\.block.*….*block$", shown);
        Assert.InRange(shown.Length, 20, 60);
    }

    private static Network TwoInputsTwoOutputs()
    {
        Node image = Network.Input([16, 16, 3], "image"), table = Network.Input([5], "table");
        Node x = image.Apply(new Conv2D(8, 3) { Activation = "relu" }).Apply(new MaxPool2D(2)).Apply(new Conv2D(16, 3)).Apply(new GlobalAveragePool2D());
        Node joined = new Concatenate { Name = "joined" }.Call(x, table.Apply(new Dense(16) { Activation = "relu" }));
        Node hidden = joined.Apply(new Dense(32) { Activation = "relu" }).Apply(new Dropout(0.3f));
        return new Network([image, table], [hidden.Apply(new Dense(1) { Name = "price" }), hidden.Apply(new Dense(4) { Name = "category" })]) { Name = "offers" };
    }

    private static Network ResNet18()
    {
        Node input = Network.Input([64, 64, 3]);
        Node x = Normalised(input, 16, 7, 2, "conv1", "relu").Apply(new MaxPool2D(3) { Name = "maxpool", Stride = 2, Padding = Padding.All(1) });
        for (int stage = 1; stage <= 4; stage++)
        {
            for (int block = 0; block < 2; block++)
            {
                string name = $"layer{stage}.{block}";
                int stride = stage > 1 && block == 0 ? 2 : 1, filters = 8 << stage;
                Node shortcut = stride == 1 ? x : Normalised(x, filters, 1, stride, name + ".downsample", "linear");
                Node y = Normalised(Normalised(x, filters, 3, stride, name + ".conv1", "relu"), filters, 3, 1, name + ".conv2", "linear");
                x = new Add { Activation = "relu", Name = name + ".add" }.Call(y, shortcut);
            }
        }
        var network = new Network(input, x.Apply(new GlobalAveragePool2D { Name = "avgpool" }).Apply(new Dense(10) { Name = "fc" })) { Name = "resnet18" };
        network.FreezeUntil("layer1.1.add");
        return network;
    }

    private static Node Normalised(Node input, int filters, int kernel, int stride, string name, string activation) => input
        .Apply(new Conv2D(filters, kernel) { Stride = stride, Padding = Padding.All(kernel / 2), UseBias = false, Name = name })
        .Apply(new BatchNorm { Activation = activation, Name = name + ".bn" });

    private static Network Inception()
    {
        Node input = Network.Input([16, 16, 8]), x = input;
        for (int i = 1; i <= 2; i++)
        {
            string name = $"mixed{i}";
            Node one = x.Apply(Conv(8, 1, name + ".1x1"));
            Node three = x.Apply(Conv(8, 1, name + ".3x3.reduce")).Apply(Conv(8, 3, name + ".3x3"));
            Node five = x.Apply(Conv(4, 1, name + ".5x5.reduce")).Apply(Conv(8, 3, name + ".5x5.a")).Apply(Conv(8, 3, name + ".5x5.b"));
            Node pool = x.Apply(new MaxPool2D(3) { Stride = 1, Padding = Padding.All(1), Name = name + ".pool" }).Apply(Conv(8, 1, name + ".pool.1x1"));
            x = new Concatenate { Name = name }.Call(one, three, five, pool);
        }
        return new Network(input, x.Apply(new GlobalAveragePool2D()).Apply(new Dense(5))) { Name = "inception" };
    }

    private static Conv2D Conv(int filters, int kernel, string name) => new(filters, kernel) { Padding = Padding.Same, Activation = "relu", Name = name };

    // Each layer takes what all layers before it gave.
    private static Network DenseBlock()
    {
        Node input = Network.Input([8, 8, 4]);
        List<Node> all = [input];
        for (int i = 0; i < 6; i++)
        {
            Node joined = all.Count == 1 ? input : new Concatenate { Name = $"concat{i}" }.Call([.. all]);
            all.Add(joined.Apply(Conv(4, 3, $"conv{i}")));
        }
        return new Network(input, new Concatenate { Name = "out" }.Call([.. all]));
    }

    private static Network UShape()
    {
        Node input = Network.Input([16, 16, 2]), x = input;
        var skips = new Stack<Node>();
        for (int i = 0; i < 3; i++)
        {
            x = x.Apply(Conv(4, 3, $"down{i}"));
            skips.Push(x);
            x = x.Apply(Conv(4, 3, $"reduce{i}"));
        }
        for (int i = 0; i < 3; i++) x = new Concatenate { Name = $"join{i}" }.Call(skips.Pop(), x.Apply(Conv(4, 3, $"up{i}")));
        return new Network(input, x);
    }

    private static Network RandomGraph(ulong seed, int count)
    {
        var random = new Philox(seed, 0);
        List<Node> inputs = [.. Enumerable.Range(0, 3).Select(_ => Network.Input([4]))], nodes = [.. inputs];
        var unused = new HashSet<Node>(inputs);
        for (int i = 0; i < count; i++)
        {
            Node[] sources = [.. Enumerable.Range(0, 1 + random.Integer((ulong)(10 * i), 3)).Select(k => nodes[random.Integer((ulong)(10 * i + k + 1), nodes.Count)])];
            nodes.Add(sources.Length == 1 ? sources[0].Apply(new Dense(4)) : new Add().Call(sources));
            unused.Add(nodes[^1]);
            unused.ExceptWith(sources);
        }
        // Inputs that nothing took join in, so that some edges run along the whole graph.
        nodes.Add(new Add().Call([nodes[^1], .. inputs]));
        return new Network(inputs, [nodes[^1], .. unused.Except(inputs).Except([nodes[^2]])]);
    }

    private static Network Siamese()
    {
        Network encoder = Network.Sequential([8, 8, 1], [new Conv2D(3, 1), new BatchNorm(), new Flatten(), new Dense(4) { Name = "code" }], name: "encoder");
        Node left = Network.Input([8, 8, 1], "left"), right = Network.Input([8, 8, 1], "right");
        return new Network([left, right], [new Concatenate().Call(encoder.Call(left), encoder.Call(right)).Apply(new Dense(1))]);
    }

    private sealed record Box(string Name, double Left, double Top, double Right, double Bottom)
    {
        public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;
    }

    private static bool OnBorder((double X, double Y) point, double border, Box box) => Math.Abs(point.Y - border) < 0.02 && point.X > box.Left && point.X < box.Right;

    private static Box[] Boxes(XDocument drawing) => [.. drawing.Descendants(s_svg + "g").Select(layer =>
    {
        XElement box = layer.Element(s_svg + "rect")!;
        double[] at = [.. ((string[])["x", "y", "width", "height"]).Select(name => double.Parse(box.Attribute(name)!.Value, CultureInfo.InvariantCulture))];
        return new Box(layer.Attribute("data-layer")!.Value, at[0], at[1], at[0] + at[2], at[1] + at[3]);
    })];

    // Points along a path of absolute M, L and C, close together.
    private static List<(double X, double Y)> Points(string path)
    {
        var points = new List<(double X, double Y)>();
        foreach (string part in path.Replace("L", ";L", StringComparison.Ordinal).Replace("C", ";C", StringComparison.Ordinal).Split(';'))
        {
            double[] n = [.. part[1..].Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            if (part[0] == 'M')
            {
                points.Add((n[0], n[1]));
                continue;
            }
            (double X, double Y) p = points[^1];
            double[] c = part[0] == 'C' ? n : [p.X, p.Y, n[0], n[1], n[0], n[1]];
            for (int i = 1; i <= 40; i++)
            {
                double t = i / 40.0, u = 1 - t;
                points.Add((
                    u * u * u * p.X + 3 * u * u * t * c[0] + 3 * u * t * t * c[2] + t * t * t * c[4],
                    u * u * u * p.Y + 3 * u * u * t * c[1] + 3 * u * t * t * c[3] + t * t * t * c[5]));
            }
        }
        return points;
    }
}
