namespace MlNetDeep.Tuning;

/// <summary>How <see cref="Study.Importance"/> is computed.</summary>
public sealed record ImportanceOptions
{
    /// <summary>The method. Default <see cref="ImportanceMethod.PedAnova"/>.</summary>
    public ImportanceMethod Method { get; init; } = ImportanceMethod.PedAnova;

    /// <summary>The objective for which the parameters are important, from 0, the default.</summary>
    public int Objective { get; init; }

    /// <summary>The share of the trials that PED-ANOVA takes as good ones, above 0 and below 1; at least two trials. Default 0.1.</summary>
    public double GoodShare { get; init; } = 0.1;

    /// <summary>The trees of the forest of the other methods; at least 1, 64 by default.</summary>
    public int Trees { get; init; } = 64;

    /// <summary>The seed of the forest; 0 by default. The same trials and seed give the same importance.</summary>
    public long Seed { get; init; }

    internal void Validate(int objectives)
    {
        if (!Enum.IsDefined(Method)) throw new ArgumentException($"there is no such method of importance: {Method}");
        if (Objective < 0 || Objective >= objectives) throw new ArgumentException(FormattableString.Invariant($"the study has {objectives} objectives, numbered from 0, so there is no objective {Objective}"));
        if (!(GoodShare is > 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"GoodShare is above 0 and below 1, not {GoodShare}"));
        if (Trees < 1) throw new ArgumentException(FormattableString.Invariant($"Trees must be at least 1, but is {Trees}"));
    }
}
