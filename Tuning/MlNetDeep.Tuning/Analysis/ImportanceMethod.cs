namespace MlNetDeep.Tuning;

/// <summary>How the importance of parameters is measured.</summary>
public enum ImportanceMethod
{
    /// <summary>
    /// How much the distribution of a parameter in the best trials differs from that in all trials (PED-ANOVA; Watanabe, Bansal and Hutter
    /// 2023): what it takes to be good, untouched by how bad the bad trials are. The fastest; uses ranks only.
    /// </summary>
    PedAnova,

    /// <summary>
    /// The share of the variance of the objective over the whole space that the parameter alone explains, by a random forest
    /// (functional ANOVA; Hutter, Hoos and Leyton-Brown 2014). Says what matters anywhere, in bad regions too.
    /// </summary>
    Fanova,

    /// <summary>
    /// By how much splits on the parameter lower the variance in the trees of a random forest (Breiman 2001): over the trials seen
    /// rather than the space, with interactions counted where they were split on.
    /// </summary>
    MeanDecreaseOfImpurity,
}
