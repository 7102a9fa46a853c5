using MlNetDeep.Networks;

namespace MlNetDeep.Pipelines;

/// <summary>
/// The options of <see cref="DeepCatalog.SequenceForecasting"/>. Each row holds a window of the past, a vector of a known size, and as
/// its label what follows: one number or a vector. <see cref="DeepCatalog.Windows"/> makes such rows of a series.
/// </summary>
public sealed class SequenceForecastingOptions : DeepTrainingOptions
{
    /// <summary>The column with the windows: Vector&lt;Single, steps&gt;, or Vector&lt;Single, steps, channels&gt; for several series at once. Default "Window".</summary>
    public string WindowColumnName { get; set; } = "Window";

    /// <summary>The added column with the forecast. Default "Score".</summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>The units of each LSTM layer, at least one layer. Default: one of 64.</summary>
    public IReadOnlyList<int> Units { get; set; } = [64];

    /// <summary>The share of the last layer's state dropped in training, 0 to below 1. Default 0.</summary>
    public double Dropout { get; set; }

    /// <summary>What is minimised on labels that are standardised, or its name. Default: the mean squared error.</summary>
    public Loss Loss { get; set; } = new MeanSquaredError();

    internal override void Validate()
    {
        base.Validate();
        Named(nameof(WindowColumnName), WindowColumnName);
        Named(nameof(ScoreColumnName), ScoreColumnName);
        Given(nameof(Units), Units, "the units of each layer");
        Check(Units.Count > 0, 0, nameof(Units), "at least one layer");
        foreach (int units in Units) AtLeast(1, units, nameof(Units));
        Check(Dropout is >= 0 and < 1, Dropout, nameof(Dropout), "0 to below 1");
        Given(nameof(Loss), Loss, "a loss");
    }
}
