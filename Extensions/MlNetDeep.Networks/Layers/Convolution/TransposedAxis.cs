namespace MlNetDeep.Networks;

/// <summary>One axis of a transposed convolution.</summary>
/// <param name="Window">The pixels that a kernel covers.</param>
/// <param name="Stride">The distance between windows.</param>
/// <param name="Before">The pixels cut off at the start.</param>
/// <param name="After">The pixels cut off at the end.</param>
/// <param name="More">The pixels added at the end.</param>
internal readonly record struct TransposedAxis(long Window, int Stride, int Before, int After, int More)
{
    public static TransposedAxis Of(int kernel, int stride, int dilation, Padding padding, int before, int after, int? outputPadding)
    {
        long window = (long)dilation * (kernel - 1) + 1;
        if (padding == Padding.Same)
        {
            // Keras cuts what is too much on both sides, the odd pixel at the end; a window shorter than the stride leaves a gap to fill.
            long excess = outputPadding is { } more ? 2 * (window / 2) - more : window - stride;
            int cut = checked((int)Math.Max(excess, 0));
            return new(window, stride, cut / 2, cut - cut / 2, (int)Math.Max(-excess, 0));
        }
        int rest = padding == Padding.Valid ? (int)Math.Max(stride - window, 0) : 0;
        return new(window, stride, before, after, outputPadding ?? rest);
    }

    public int Output(string name, int size)
    {
        long output = (size - 1L) * Stride + Window - Before - After + More;
        return output is >= 1 and <= int.MaxValue ? (int)output
            : throw new ShapeException($"its output would have {output} pixels of {name} (image {size}, window {Window}, stride {Stride}, padding {Before} + {After}, output padding {More})");
    }
}
