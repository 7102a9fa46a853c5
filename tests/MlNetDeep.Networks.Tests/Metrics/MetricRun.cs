using MlNetDeep.Tensors;

namespace MlNetDeep.Networks.Tests;

/// <summary>Measures predictions that are cut into batches.</summary>
internal static class MetricRun
{
    public static double Over(Metric metric, Tensor output, int[] labels, params int[] sizes)
    {
        MetricAccumulator accumulator = metric.Start();
        Cut(output, labels, sizes, accumulator.Add);
        return accumulator.Result;
    }

    public static double Over(Metric metric, Tensor output, Tensor targets, params int[] sizes)
    {
        MetricAccumulator accumulator = metric.Start();
        Cut(output, targets, sizes, accumulator.Add);
        return accumulator.Result;
    }

    public static void Cut(Tensor output, int[] labels, int size, Action<Tensor, Batch> add) => Cut(output, labels, [size], add);

    public static void Cut(Tensor output, Tensor targets, int size, Action<Tensor, Batch> add) => Cut(output, targets, [size], add);

    private static void Cut(Tensor output, int[] labels, int[] sizes, Action<Tensor, Batch> add) =>
        Cut(output.Shape[0], sizes, (from, to) => add(Rows(output, from, to), new Batch([Tensor.Zeros([to - from, 1])], labels[from..to])));

    private static void Cut(Tensor output, Tensor targets, int[] sizes, Action<Tensor, Batch> add) =>
        Cut(output.Shape[0], sizes, (from, to) => add(Rows(output, from, to), new Batch([Tensor.Zeros([to - from, 1])], targets: Rows(targets, from, to))));

    /// <summary>Batches of the given sizes in turn, the last one as long as what is left.</summary>
    private static void Cut(int count, int[] sizes, Action<int, int> add)
    {
        for (int from = 0, number = 0; from < count; number++)
        {
            int to = Math.Min(count, from + sizes[number % sizes.Length]);
            add(from, to);
            from = to;
        }
    }

    private static Tensor Rows(Tensor tensor, int from, int to)
    {
        int size = tensor.Count / tensor.Shape[0];
        return Tensor.From(tensor.Span[(from * size)..(to * size)], [to - from, .. tensor.Shape.Dimensions[1..]]);
    }
}
