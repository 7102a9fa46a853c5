namespace MlNetDeep;

/// <summary>
/// How many threads the operations of a flow of control shall use: how a search that runs trials side by side tells the engine each
/// one's share of the cores. The tuner and the engine do not know each other, so the value lives under a name that both know.
/// </summary>
internal static class ThreadShare
{
    private const string Name = "MlNetDeep.ThreadShare";

    private static readonly AsyncLocal<int> s_share = Shared();

    /// <summary>The most threads for an operation of this flow; 0 for no limit of its own.</summary>
    public static int Current
    {
        get => s_share.Value;
        set => s_share.Value = value;
    }

    // Each assembly has this class; the first one to come makes the value for all.
    private static AsyncLocal<int> Shared()
    {
#pragma warning disable CA2002 // The one object that all assemblies of a process can lock without knowing each other.
        lock (typeof(AppContext))
#pragma warning restore CA2002
        {
            if (AppContext.GetData(Name) is AsyncLocal<int> known) return known;
            var made = new AsyncLocal<int>();
            AppContext.SetData(Name, made);
            return made;
        }
    }
}
