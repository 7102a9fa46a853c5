using MlNetDeep.Networks;

namespace MlNetDeep.Pipelines;

/// <summary>The options of <see cref="DeepCatalog.Regression"/> and <see cref="DeepCatalog.MultiOutputRegression"/>. The label is Single, or a vector of a known size.</summary>
public sealed class RegressionOptions : TableOptions
{
    /// <summary>What is minimised on labels that are standardised, or its name ("huber", "mean_absolute_error"). Default: the mean squared error.</summary>
    public Loss Loss { get; set; } = new MeanSquaredError();

    internal override void Validate()
    {
        base.Validate();
        Given(nameof(Loss), Loss, "a loss");
    }
}
