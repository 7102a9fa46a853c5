namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>Which numbers of its range a parameter may be.</summary>
public enum ParameterType
{
    /// <summary>The integers.</summary>
    Discrete,

    /// <summary>All real numbers.</summary>
    Continuous,
}
