namespace MlNetDeep.Vision;

/// <summary>The rule that MobileNets and what follows them have for a scaled number of channels.</summary>
internal static class ChannelCount
{
    /// <summary>Rounds to the nearest multiple of 8 that is not more than 10 % below, at least 8 (Sandler et al. 2018).</summary>
    public static int Round(double channels)
    {
        int rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}
