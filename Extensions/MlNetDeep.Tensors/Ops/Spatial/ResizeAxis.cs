namespace MlNetDeep.Tensors;

/// <summary>The neighbours of a resized axis, without antialiasing.</summary>
/// <param name="Inputs">The axis' length.</param>
/// <param name="Outputs">The new length.</param>
/// <param name="Mode">Which neighbours count how much.</param>
/// <param name="Factor">How many times as long the axis becomes; 0 for what the two lengths say.</param>
internal readonly record struct ResizeAxis(int Inputs, int Outputs, ResizeMode Mode, double Factor = 0) : IAxisRule
{
    public void AddTaps(int output, AxisMapBuilder taps)
    {
        if (Mode == ResizeMode.Nearest)
        {
            taps.Add(Factor > 0 ? Math.Min((int)(output / Factor), Inputs - 1) : (int)((long)output * Inputs / Outputs), 1);
            return;
        }
        double step = Factor > 0 ? 1 / Factor : (double)Inputs / Outputs;
        double position = Mode == ResizeMode.Bilinear ? Math.Max(0, ((output + 0.5) * step) - 0.5) : Outputs == 1 ? 0 : output * (Inputs - 1.0) / (Outputs - 1);
        int first = Math.Min((int)position, Inputs - 1);
        var weight = (float)(position - first);
        bool single = weight == 0 || first == Inputs - 1;
        taps.Add(first, single ? 1 : 1 - weight);
        if (!single) taps.Add(first + 1, weight);
    }
}
