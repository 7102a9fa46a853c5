using System.Globalization;
using System.Text;

namespace MlNetDeep.Networks;

public sealed partial class Network
{
    /// <summary>
    /// Prints the network as a table: a line for each call of a layer with its output shape (N is the batch), its number of
    /// parameters and what it is connected to; then totals.
    /// </summary>
    /// <returns>Lines separated by \n.</returns>
    public string Summary()
    {
        List<string[]> rows = [["Layer (type)", "Output shape", "Parameters", "Connected to"]];
        var seen = new HashSet<int>();
        foreach ((PlannedCall step, Node node) in _plan.Steps.Zip(Nodes))
        {
            NetworkLayer layer = Layers[step.Layer];
            string parameters = seen.Add(step.Layer) ? Number(layer.ParameterCount) : "shared";
            string sources = string.Join(", ", step.Sources.Select(source => Layers[_plan.Steps[source].Layer].Name));
            rows.Add([$"{layer.Name} ({layer.Layer.GetType().Name})", $"[N{string.Concat(node.Shape.Dimensions.ToArray().Select(d => $", {d}"))}]", parameters, sources]);
        }

        int[] widths = [.. Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        for (int i = 0; i < rows.Count; i++)
        {
            string line = $"{rows[i][0].PadRight(widths[0])}  {rows[i][1].PadRight(widths[1])}  {rows[i][2].PadLeft(widths[2])}  {rows[i][3]}";
            text.Append(line.TrimEnd()).Append('\n');
            if (i == 0) text.Append('-', widths.Sum() + 6).Append('\n');
        }
        text.Append('-', widths.Sum() + 6).Append('\n');
        text.Append($"Total parameters: {Number(ParameterCount)} ({Size(ParameterCount * sizeof(float))})\n");
        text.Append($"Trainable: {Number(TrainableParameterCount)}, not trainable: {Number(ParameterCount - TrainableParameterCount)}\n");
        return text.ToString();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024.0 * 1024.0):0.0} MB"),
    };
}
