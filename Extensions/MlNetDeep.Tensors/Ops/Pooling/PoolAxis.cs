namespace MlNetDeep.Tensors;

/// <summary>The windows of a pooling along one axis, without what they see of the padding.</summary>
/// <param name="Inputs">The axis' length.</param>
/// <param name="Outputs">The number of windows.</param>
/// <param name="Kernel">Numbers in a window.</param>
/// <param name="Stride">The step from window to window.</param>
/// <param name="Before">The padding before the axis.</param>
/// <param name="After">The padding behind it.</param>
/// <param name="Dilation">The step within a window.</param>
/// <param name="CountPadding">Whether an average divides by what lies in the padding, too; never by what lies beyond it.</param>
internal readonly record struct PoolAxis(int Inputs, int Outputs, int Kernel, int Stride, int Before, int After, int Dilation, bool CountPadding) : IAxisRule
{
    public void AddTaps(int output, AxisMapBuilder taps)
    {
        long start = ((long)output * Stride) - Before;
        long first = Taps(-start), end = Taps(Inputs - start), counted = CountPadding ? Taps(Inputs + (long)After - start) : end - first;
        for (long tap = first; tap < end; tap++) taps.Add((int)(start + (tap * Dilation)), 1f / counted);
    }

    /// <summary>How many of the window's numbers lie less than <paramref name="span"/> behind its start.</summary>
    private long Taps(long span) => Math.Clamp((span + Dilation - 1) / Dilation, 0, Kernel);
}
