namespace MlNetDeep.Tensors;

/// <summary>The sources of a padded axis.</summary>
/// <param name="Inputs">The axis' length.</param>
/// <param name="Before">What is put before it.</param>
/// <param name="After">What is put behind it.</param>
/// <param name="Mode">Where that is taken from.</param>
internal readonly record struct PaddingAxis(int Inputs, int Before, int After, PaddingMode Mode) : IAxisRule
{
    public int Outputs => checked(Inputs + Before + After);

    public void AddTaps(int output, AxisMapBuilder taps)
    {
        int index = output - Before;
        if (index < 0 || index >= Inputs)
        {
            if (Mode == PaddingMode.Constant) return;
            index = Mode switch
            {
                PaddingMode.Reflect => index < 0 ? -index : (2 * (Inputs - 1)) - index,
                PaddingMode.Replicate => Math.Clamp(index, 0, Inputs - 1),
                _ => index < 0 ? index + Inputs : index - Inputs,
            };
        }
        taps.Add(index, 1);
    }
}
