namespace MlNetDeep.Networks;

/// <summary>How a score of each class becomes one number; the names of scikit-learn.</summary>
public enum Averaging
{
    /// <summary>Of two classes the score of class 1, the positive one; of more the <see cref="Macro"/> average.</summary>
    Automatic,

    /// <summary>The mean over the classes that occur or are predicted: rare classes count as much as frequent ones.</summary>
    Macro,

    /// <summary>Over all decisions together; with one label for each sample this is the accuracy, with several the score of yes.</summary>
    Micro,

    /// <summary>The mean over the classes, weighted with how often each occurs.</summary>
    Weighted,
}
