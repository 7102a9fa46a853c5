namespace MlNetDeep.Tuning;

/// <summary>What a <see cref="RegretTerminator"/> thinks of a study.</summary>
/// <param name="Trials">The complete trials that it knows.</param>
/// <param name="Regret">By how much the best trial may be worse than the best that the space holds, in the unit of the objective; at least 0.</param>
/// <param name="Error">The difference that does not matter: the noise of the best trial, or the one given.</param>
public readonly record struct RegretJudgement(int Trials, double Regret, double Error)
{
    /// <summary>True when searching on can find nothing that would show above the noise.</summary>
    public bool IsEnough => Regret < Error;
}
