using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>The check of an <c>Axis</c> option, which as in Keras counts the batch as axis 0.</summary>
internal static class AxisOption
{
    /// <summary>Throws unless the axis is one of a sample's.</summary>
    /// <param name="axis">1 to the number of axes, or -1 for the last, and so on.</param>
    /// <param name="inputs">The single shape without the batch.</param>
    public static void Check(int axis, IReadOnlyList<Shape> inputs)
    {
        int axes = inputs[0].Rank;
        if (axis == 0 || axis < -axes || axis > axes)
            throw new ShapeException(axes == 0 ? "expects at least one axis" : $"Axis must be 1 to {axes} (0 is the batch) or -{axes} to -1, is {axis}", inputs);
    }
}
