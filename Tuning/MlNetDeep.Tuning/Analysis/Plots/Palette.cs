namespace MlNetDeep.Tuning;

/// <summary>The colours of plots.</summary>
internal static class Palette
{
    // Wong's palette (Nature Methods 2011), which colour-blind readers can tell apart.
    public const string Blue = "#0072b2", Orange = "#e69f00", Green = "#009e73", Red = "#d55e00", Sky = "#56b4e9", Gray = "#9a9a9a", Dark = "#222222";

    // Viridis (van der Walt and Smith 2015) at equal distances: as even to the eye in grey as in colour.
    private static readonly (int R, int G, int B)[] s_viridis = [(68, 1, 84), (71, 44, 122), (59, 81, 139), (44, 113, 142), (33, 144, 141), (39, 173, 129), (92, 200, 99), (170, 220, 50), (253, 231, 37)];

    public static string Of(TrialState state) => state switch
    {
        TrialState.Complete => Blue,
        TrialState.Pruned => Orange,
        TrialState.Paused => Sky,
        TrialState.Running => Green,
        TrialState.Failed => Red,
        _ => Gray,
    };

    /// <summary>From dark (0) to light (1).</summary>
    public static string Viridis(double place)
    {
        double position = Math.Clamp(place, 0, 1) * (s_viridis.Length - 1);
        int below = Math.Min((int)position, s_viridis.Length - 2);
        double share = position - below;
        (int R, int G, int B) a = s_viridis[below], b = s_viridis[below + 1];
        return $"#{Mix(a.R, b.R):x2}{Mix(a.G, b.G):x2}{Mix(a.B, b.B):x2}";

        int Mix(int from, int to) => (int)Math.Round(from + share * (to - from));
    }
}
