namespace MlNetDeep.Networks;

/// <summary>Axes as Keras counts them: the batch is axis 0, and negative ones count from the end.</summary>
internal static class SampleAxis
{
    /// <summary>The axis from 1, or 0 where there is no such axis beside the batch.</summary>
    public static int Of(int axis, int rankWithBatch)
    {
        int found = axis < 0 ? axis + rankWithBatch : axis;
        return found >= 1 && found < rankWithBatch ? found : 0;
    }
}
