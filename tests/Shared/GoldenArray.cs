namespace MlNetDeep.TestSupport;

/// <summary>
/// Numbers with a shape, and the permutations between the layouts of the golden files (N x C x H x W, weights
/// out x in x height x width, dense weights out x in) and ours (N x H x W x C, height x width x in x out, in x out).
/// </summary>
internal sealed record GoldenArray(int[] Shape, float[] Values)
{
    /// <summary>The numbers as integers, such as labels.</summary>
    public int[] Integers => [.. Values.Select(v => (int)v)];

    /// <summary>N x C x ... to N x ... x C; for two axes nothing changes.</summary>
    public GoldenArray ChannelsLast => Permute([0, .. Enumerable.Range(2, Math.Max(0, Shape.Length - 2)), .. Shape.Length > 1 ? [1] : Array.Empty<int>()]);

    /// <summary>Convolution weights out x in x height x width to height x width x in x out.</summary>
    public GoldenArray KernelLast => Permute([2, 3, 1, 0]);

    /// <summary>A matrix with rows and columns exchanged.</summary>
    public GoldenArray Transposed => Permute([1, 0]);

    /// <summary>The array whose axis i is this one's axis <c>axes[i]</c>.</summary>
    public GoldenArray Permute(int[] axes)
    {
        int[] shape = [.. axes.Select(a => Shape[a])];
        var strides = new int[Shape.Length];
        for (int axis = Shape.Length - 1, stride = 1; axis >= 0; stride *= Shape[axis--]) strides[axis] = stride;
        var values = new float[Values.Length];
        var index = new int[axes.Length];
        for (int i = 0; i < values.Length; i++)
        {
            int from = 0;
            for (int axis = 0; axis < axes.Length; axis++) from += index[axis] * strides[axes[axis]];
            values[i] = Values[from];
            for (int axis = axes.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) index[axis] = 0;
        }
        return new GoldenArray(shape, values);
    }
}
