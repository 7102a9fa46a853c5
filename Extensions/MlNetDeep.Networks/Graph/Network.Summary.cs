using System.Globalization;
using System.Text;

namespace MlNetDeep.Networks;

public sealed partial class Network
{
    // Wide enough for "features.12.conv.expand (SeparableConv2D)"; what is longer goes on in the next line.
    private const int MaxColumnWidth = 48;

    /// <summary>
    /// Prints the network as a table: a line for each call of a layer with its output shape (N is the batch), its number of
    /// parameters, what it is connected to, and whether it is frozen (a column only when a layer with weights is); then totals. A text longer
    /// than its column goes on in the next line.
    /// </summary>
    /// <returns>Lines separated by \n.</returns>
    public string Summary()
    {
        bool anyFrozen = Layers.Any(IsFrozen);
        List<string[]> rows = [["Layer (type)", "Output shape", "Parameters", anyFrozen ? "Frozen" : "", "Connected to"]];
        var seen = new HashSet<int>();
        foreach ((PlannedCall step, Node node) in _plan.Steps.Zip(Nodes))
        {
            NetworkLayer layer = Layers[step.Layer];
            string parameters = seen.Add(step.Layer) ? Number(layer.ParameterCount) : "shared";
            string sources = string.Join(", ", step.Sources.Select(NameAt));
            rows.Add([$"{layer.Name} ({layer.Layer.GetType().Name})", BatchShape(node.Shape), parameters, IsFrozen(layer) ? "yes" : "", sources]);
        }

        int[] widths = [.. Enumerable.Range(0, 5).Select(column => Math.Min(MaxColumnWidth, rows.Max(row => row[column].Length)))];
        int total = widths.Sum() + 2 * (widths.Count(width => width > 0) - 1);
        var text = new StringBuilder();
        for (int i = 0; i < rows.Count; i++)
        {
            AppendRow(text, rows[i], widths);
            if (i == 0) text.Append('-', total).Append('\n');
        }
        text.Append('-', total).Append('\n');
        long state = Count(weight => !weight.IsParameter), frozen = Count(weight => weight.IsParameter && !weight.Trainable);
        text.Append($"Total parameters: {Number(ParameterCount)} ({Size(ParameterCount * sizeof(float))})\n");
        text.Append($"Trainable: {Number(TrainableParameterCount)}, frozen: {Number(frozen)}, state (not trainable): {Number(state)}\n");
        return text.ToString();
    }

    internal static string BatchShape(Tensors.Shape shape) => $"[N{string.Concat(shape.Dimensions.ToArray().Select(d => $", {d}"))}]";

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    internal static bool IsFrozen(NetworkLayer layer) => layer.Frozen && layer.Weights.Count > 0;

    private long Count(Func<Weight, bool> weights) => Weights.Where(weights).Sum(weight => (long)weight.Value.Count);

    private static void AppendRow(StringBuilder text, string[] row, int[] widths)
    {
        string[][] cells = [.. row.Zip(widths, Wrap)];
        for (int line = 0; line < cells.Max(cell => cell.Length); line++)
        {
            int start = text.Length;
            for (int column = 0; column < cells.Length; column++)
            {
                if (widths[column] == 0) continue;
                string part = line < cells[column].Length ? cells[column][line] : "";
                text.Append(column == 0 ? "" : "  ").Append(column == 2 ? part.PadLeft(widths[column]) : part.PadRight(widths[column]));
            }
            int end = text.Length;
            while (end > start && text[end - 1] == ' ') end--;
            text.Length = end;
            text.Append('\n');
        }
    }

    // Breaks behind a space or a dot in the last third of a line, else wherever the line is full; further lines are indented.
    private static string[] Wrap(string text, int width)
    {
        var lines = new List<string>();
        string rest = text, indent = "";
        while (indent.Length + rest.Length > width)
        {
            int room = width - indent.Length;
            int at = rest.LastIndexOfAny([' ', '.'], room - 1) + 1;
            if (at < room * 2 / 3) at = room;
            lines.Add((indent + rest[..at]).TrimEnd());
            rest = rest[at..];
            indent = "  ";
        }
        lines.Add(indent + rest);
        return [.. lines];
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):0.0} MB"),
    };
}
