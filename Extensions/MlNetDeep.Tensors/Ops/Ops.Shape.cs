using System.Diagnostics.CodeAnalysis;

namespace MlNetDeep.Tensors;

/// <summary>
/// The operations on tensors. Each checks its shapes, computes its result and, when an input has
/// <see cref="Tensor.RequiresGrad"/>, records how its gradient goes back.
/// </summary>
public static partial class Ops
{
    /// <summary>The shape that two shapes broadcast to: aligned at the innermost axis, an axis of length 1 or none is repeated.</summary>
    /// <param name="a">One shape.</param>
    /// <param name="b">The other.</param>
    /// <returns>The common shape.</returns>
    /// <exception cref="ArgumentException">An axis has two lengths of which neither is 1.</exception>
    public static Shape BroadcastShapes(Shape a, Shape b) => BroadcastShapes("BroadcastShapes", a, b);

    internal static Shape BroadcastShapes(string operation, Shape a, Shape b)
    {
        if (a == b) return a;
        Span<int> lengths = stackalloc int[Math.Max(a.Rank, b.Rank)];
        for (int axis = 1; axis <= lengths.Length; axis++)
        {
            int left = axis <= a.Rank ? a[-axis] : 1, right = axis <= b.Rank ? b[-axis] : 1;
            if (left != right && left != 1 && right != 1)
                ThrowShape(operation, $"axes are aligned at the end and have equal lengths or length 1, but {left} meets {right}", a, b);
            lengths[^axis] = left == 1 ? right : left;
        }
        return new Shape(lengths);
    }

    /// <summary>The shape with the same rank in which the reduced axes have length 1, and the one the caller gets.</summary>
    internal static (Shape Kept, Shape Result) ReducedShapes(string operation, Shape shape, ReadOnlySpan<int> axes, bool keepDims)
    {
        Span<bool> reduced = stackalloc bool[shape.Rank];
        if (axes.IsEmpty) reduced.Fill(true);
        foreach (int axis in axes)
        {
            if (axis < -shape.Rank || axis >= shape.Rank) ThrowShape(operation, $"axis {axis} must be at least {-shape.Rank} and below {shape.Rank}", shape);
            reduced[shape.Axis(axis)] = true;
        }
        int[] kept = shape.ToArray();
        var result = new List<int>();
        for (int axis = 0; axis < kept.Length; axis++)
        {
            if (reduced[axis]) kept[axis] = 1;
            else result.Add(kept[axis]);
        }
        return (new Shape(kept), keepDims ? new Shape(kept) : new Shape(result.ToArray()));
    }

    [DoesNotReturn]
    internal static void ThrowShape(string operation, string rule, params ReadOnlySpan<Shape> shapes) =>
        throw new ArgumentException($"{operation}: {rule}; received {(shapes.Length == 1 ? "shape" : "shapes")} {string.Join(", ", shapes.ToArray())}");
}
