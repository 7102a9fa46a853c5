using MlNetDeep.Networks;

namespace MlNetDeep.Pipelines;

/// <summary>
/// What the options of the estimators on tables have in common. Numbers (of any type, Booleans, vectors of a known size) are
/// standardised, a missing one becomes the mean and sets an indicator; key columns (as <c>MapValueToKey</c> makes them) get an
/// embedding each, with a place of its own for missing and unseen values.
/// </summary>
public abstract class TableOptions : DeepTrainingOptions
{
    private protected TableOptions()
    {
    }

    /// <summary>The columns that are learned from: numbers, Booleans, keys, and vectors of a known size of them. Default "Features" alone.</summary>
    public IReadOnlyList<string> FeatureColumnNames { get; set; } = ["Features"];

    /// <summary>The added column with the score. Default "Score".</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>The network behind the embeddings. Default: hidden layers of 128 and 64 units with ReLU.</summary>
    public Mlp Architecture { get; set; } = new();

    /// <summary>The length of the embedding of a key column; null (default) is 1.6 times the 0.56th power of its number of values, at most 50.</summary>
    public int? EmbeddingSize { get; set; }

    internal override void Validate()
    {
        base.Validate();
        Given(nameof(FeatureColumnNames), FeatureColumnNames, "the names of columns");
        Check(FeatureColumnNames.Count > 0, 0, nameof(FeatureColumnNames), "at least one column");
        foreach (string name in FeatureColumnNames) Named(nameof(FeatureColumnNames), name);
        Named(nameof(ScoreColumnName), ScoreColumnName);
        Given(nameof(Architecture), Architecture, "a network");
        AtLeast(1, EmbeddingSize ?? 1, nameof(EmbeddingSize));
    }
}
