namespace MlNetDeep.Tuning;

/// <summary>Whether small or large values of an objective are good.</summary>
public enum Direction
{
    /// <summary>The smaller the better: a loss, an error, a time.</summary>
    Minimize,

    /// <summary>The larger the better: an accuracy, a score.</summary>
    Maximize,
}
