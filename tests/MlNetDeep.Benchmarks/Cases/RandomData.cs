using MlNetDeep.Tensors;

namespace MlNetDeep.Benchmarks.Cases;

/// <summary>Inputs of the cases, the same in each run.</summary>
internal static class RandomData
{
    public static Tensor Normal(Shape shape, ulong stream)
    {
        Tensor tensor = Tensor.Uninitialized(shape);
        new Philox(1, stream).Normal(tensor.Span);
        return tensor;
    }

    public static int[] Labels(int count, int classes)
    {
        var random = new Philox(1, 99);
        return [.. Enumerable.Range(0, count).Select(i => random.Integer((ulong)i, classes))];
    }
}
