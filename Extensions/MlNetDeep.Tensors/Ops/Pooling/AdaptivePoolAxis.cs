namespace MlNetDeep.Tensors;

/// <summary>Windows of nearly equal length that cover an axis; neighbours overlap where the lengths do not divide.</summary>
/// <param name="Inputs">The axis' length.</param>
/// <param name="Outputs">The number of windows.</param>
internal readonly record struct AdaptivePoolAxis(int Inputs, int Outputs) : IAxisRule
{
    public void AddTaps(int output, AxisMapBuilder taps)
    {
        int first = (int)((long)output * Inputs / Outputs), end = (int)((((output + 1L) * Inputs) + Outputs - 1) / Outputs);
        for (int input = first; input < end; input++) taps.Add(input, 1f / (end - first));
    }
}
