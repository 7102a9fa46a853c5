using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// A weight as a PyTorch state dict has it: its name there and how its axes lie. [out, in] of a dense kernel is [in, out] here, [out, in
/// / groups, height, width] of a convolution is [height, width, in / groups, out], which is at the same time the way from [in, out /
/// groups, height, width] of a transposed convolution to ours.
/// </summary>
/// <param name="Name">PyTorch's name.</param>
/// <param name="Shape">PyTorch's shape.</param>
/// <param name="Parts">PyTorch's shape with the outputs of a depthwise kernel as two axes: channels and multiplier.</param>
/// <param name="Axes">Our axis i is its axis Axes[i].</param>
/// <param name="Ours">Our shape.</param>
/// <param name="Rows">The order of the features that enter a dense kernel; see <see cref="TorchFeatureOrder"/>.</param>
/// <param name="Columns">The order of the features along the last axis.</param>
internal sealed record TorchWeight(string Name, Shape Shape, Shape Parts, int[] Axes, Shape Ours, int[]? Rows = null, int[]? Columns = null)
{
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["kernel"] = "weight",
        ["depthwise_kernel"] = "weight",
        ["embeddings"] = "weight",
        ["alpha"] = "weight",
        ["bias"] = "bias",
        ["gamma"] = "weight",
        ["beta"] = "bias",
        ["running_mean"] = "running_mean",
        ["running_variance"] = "running_var",
    };

    /// <summary>PyTorch's view of all weights of a network, in the order of <see cref="Network.Weights"/>.</summary>
    public static IEnumerable<TorchWeight> Of(Network network)
    {
        var order = new TorchFeatureOrder(network.Plan);
        bool reshapesInTime = network.Layers.Any(layer => layer.Layer is TimeDistributed { Layer: Flatten or Reshape });
        for (int i = 0; i < network.Layers.Count; i++)
        {
            NetworkLayer layer = network.Layers[i];
            bool mixes = layer.Weights.Any(weight => weight.Value.Rank > 1), mapped = IsMapped(layer, reshapesInTime);
            foreach (Weight weight in layer.Weights)
            {
                int[] same = [.. Enumerable.Range(0, weight.Value.Rank)];
                string kind = KindOf(weight);
                if (!mapped) yield return new TorchWeight(weight.Name, weight.Value.Shape, weight.Value.Shape, same, weight.Value.Shape);
                else if (kind is "kernel" or "depthwise_kernel" && same.Length > 1) yield return Kernel(layer, weight, order.Entering(i), order.Leaving(i));
                else yield return Plain(weight, mixes ? order.Leaving(i) : order.Entering(i) ?? order.Leaving(i), same);
            }
        }
    }

    /// <summary>PyTorch's numbers in our order.</summary>
    public Tensor ToOurs(Tensor torch) => Reorder(Ops.Transpose(torch.Reshape(Parts), Axes).Reshape(Ours), toOurs: true);

    /// <summary>Our numbers in PyTorch's order.</summary>
    public Tensor ToTorch(Tensor ours)
    {
        int[] inverse = new int[Axes.Length];
        for (int i = 0; i < inverse.Length; i++) inverse[Axes[i]] = i;
        return Ops.Transpose(Reorder(ours, toOurs: false).Reshape([.. Axes.Select(axis => Parts[axis])]), inverse).Reshape(Shape);
    }

    // Recurrent and attention layers and separable convolutions, whose weights are arranged otherwise, keep our names and layouts; so do
    // normalisations over several axes, which PyTorch has in another order, and what follows a flattening within each time step.
    private static bool IsMapped(NetworkLayer layer, bool reshapesInTime) =>
        !(reshapesInTime && layer.Layer is TimeDistributed) && !layer.Weights.Any(weight => KindOf(weight) is "gamma" or "beta" && weight.Value.Rank > 1) &&
        layer.Weights.All(weight => s_names.ContainsKey(KindOf(weight))) && layer.Weights.Select(weight => s_names[KindOf(weight)]).Distinct().Count() == layer.Weights.Count;

    private static string KindOf(Weight weight) => weight.Name[(weight.Name.LastIndexOf('/') + 1)..];

    private static string NameOf(Weight weight) => $"{weight.Name[..weight.Name.LastIndexOf('/')].Replace('/', '.')}.{s_names[KindOf(weight)]}";

    private static TorchWeight Plain(Weight weight, int[]? order, int[] same)
    {
        Shape shape = weight.Value.Shape;
        return new TorchWeight(NameOf(weight), shape, shape, same, shape, Columns: same.Length == 1 && order?.Length == shape.Count ? order : null);
    }

    private static TorchWeight Kernel(NetworkLayer layer, Weight weight, int[]? entering, int[]? leaving)
    {
        Shape ours = weight.Value.Shape;
        int last = ours.Rank - 1;
        int[] spatial = ours.Dimensions[..^2].ToArray(), spatialAxes = [.. Enumerable.Range(2, last - 1)];
        if (KindOf(weight) == "depthwise_kernel" || layer.Layer.TypeName.StartsWith("depthwise", StringComparison.Ordinal))
        {
            // Group c of PyTorch's grouped convolution has the outputs c * multiplier, c * multiplier + 1, ...
            int channels = ours[last - 1], multiplier = ours[last];
            return new TorchWeight(NameOf(weight), [channels * multiplier, 1, .. spatial], [channels, multiplier, .. spatial], [.. spatialAxes, 0, 1], ours);
        }
        Shape torch = [ours[last], ours[last - 1], .. spatial];
        bool dense = ours.Rank == 2;
        return new TorchWeight(NameOf(weight), torch, torch, [.. spatialAxes, 1, 0], ours, dense && entering?.Length == ours[0] ? entering : null, dense && leaving?.Length == ours[1] ? leaving : null);
    }

    private Tensor Reorder(Tensor from, bool toOurs)
    {
        if (Rows is null && Columns is null) return from;
        Tensor to = Tensor.Uninitialized(Ours);
        Span<float> source = from.Span, target = to.Span;
        int columns = Ours[-1];
        for (int row = 0; row < source.Length / columns; row++)
        {
            int torchRow = Rows?[row] ?? row;
            Span<float> input = source.Slice((toOurs ? torchRow : row) * columns, columns), output = target.Slice((toOurs ? row : torchRow) * columns, columns);
            if (Columns is null) input.CopyTo(output);
            else if (toOurs) for (int i = 0; i < columns; i++) output[i] = input[Columns[i]];
            else for (int i = 0; i < columns; i++) output[Columns[i]] = input[i];
        }
        return to;
    }
}
