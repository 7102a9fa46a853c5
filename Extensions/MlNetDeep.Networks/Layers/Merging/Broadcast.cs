using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The rule by which merging layers take inputs of different shapes, that of NumPy and Keras.</summary>
internal static class Broadcast
{
    /// <summary>The common shape: of each axis, counted from the last, the inputs have the same size or 1.</summary>
    public static Shape Common(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count < 2) throw new ShapeException("expects at least two inputs", inputs);
        int[] common = new int[inputs.Max(shape => shape.Rank)];
        for (int axis = 1; axis <= common.Length; axis++)
        {
            int size = 1;
            foreach (Shape shape in inputs)
            {
                int own = axis <= shape.Rank ? shape[^axis] : 1;
                if (own != 1 && size != 1 && own != size) throw new ShapeException("expects inputs whose axes have the same size or 1, counted from the last", inputs);
                if (own != 1) size = own;
            }
            common[^axis] = size;
        }
        return new Shape(common);
    }

    /// <summary>Joins batches one after the other, after giving all of them the same number of axes.</summary>
    public static Tensor Reduce(IReadOnlyList<Tensor> inputs, Func<Tensor, Tensor, Tensor> join)
    {
        int rank = inputs.Max(input => input.Rank);
        return inputs.Select(input => Aligned(input, rank)).Aggregate(join);
    }

    /// <summary>Gives a batch the axes of size 1 behind the batch axis that the others have more of.</summary>
    private static Tensor Aligned(Tensor tensor, int rank) =>
        tensor.Rank == rank ? tensor : Ops.Reshape(tensor, new Shape([tensor.Shape[0], .. Enumerable.Repeat(1, rank - tensor.Rank), .. tensor.Shape.Dimensions[1..]]));
}
