using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Training and evaluation of classifiers of yes and no.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance members are the interface of ML.NET.")]
public sealed class BinaryClassificationCatalog : TrainCatalogBase
{
    internal BinaryClassificationCatalog(IHostEnvironment env) : base(env) => Trainers = new BinaryClassificationTrainers(env);

    /// <summary>Trainers of classifiers of yes and no.</summary>
    public BinaryClassificationTrainers Trainers { get; }

    /// <summary>Compares predictions with the truth. Rows whose label or score is missing are left out.</summary>
    /// <param name="data">The predictions, with their labels.</param>
    /// <param name="labelColumnName">The truth: Boolean, a number that is positive or not, or a key of two values.</param>
    /// <param name="scoreColumnName">The score: positive for yes.</param>
    /// <param name="probabilityColumnName">The probability of yes.</param>
    /// <param name="predictedLabelColumnName">The prediction; it must be there and is not read.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type, or all rows are of one class.</exception>
    public CalibratedBinaryClassificationMetrics Evaluate(
        IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string probabilityColumnName = "Probability", string predictedLabelColumnName = "PredictedLabel")
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentErrors.ThrowIfEmpty(probabilityColumnName, nameof(probabilityColumnName));
        return new CalibratedBinaryClassificationMetrics(Tally(data, labelColumnName, scoreColumnName, probabilityColumnName, predictedLabelColumnName));
    }

    /// <summary>Compares predictions without probabilities with the truth. Rows whose label or score is missing are left out.</summary>
    /// <param name="data">The predictions, with their labels.</param>
    /// <param name="labelColumnName">The truth: Boolean, a number that is positive or not, or a key of two values.</param>
    /// <param name="scoreColumnName">The score: positive for yes.</param>
    /// <param name="predictedLabelColumnName">The prediction; it must be there and is not read.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type, or all rows are of one class.</exception>
    public BinaryClassificationMetrics EvaluateNonCalibrated(
        IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel")
    {
        ArgumentNullException.ThrowIfNull(data);
        return new BinaryClassificationMetrics(Tally(data, labelColumnName, scoreColumnName, null, predictedLabelColumnName));
    }

    /// <summary>Trains and evaluates a model without probabilities for each fold of the data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="estimator">The pipeline to train.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="labelColumnName">The truth.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    public IReadOnlyList<CrossValidationResult<BinaryClassificationMetrics>> CrossValidateNonCalibrated(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentErrors.ThrowIfEmpty(labelColumnName, nameof(labelColumnName));
        return
        [
            .. CrossValidateTrain(data, estimator, numberOfFolds, samplingKeyColumnName, seed).Select((fold, i) =>
                new CrossValidationResult<BinaryClassificationMetrics>(fold.Model, EvaluateNonCalibrated(fold.Scored, labelColumnName), fold.Scored, i)),
        ];
    }

    /// <summary>Trains and evaluates a model for each fold of the data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="estimator">The pipeline to train.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="labelColumnName">The truth.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    public IReadOnlyList<CrossValidationResult<CalibratedBinaryClassificationMetrics>> CrossValidate(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentErrors.ThrowIfEmpty(labelColumnName, nameof(labelColumnName));
        return
        [
            .. CrossValidateTrain(data, estimator, numberOfFolds, samplingKeyColumnName, seed).Select((fold, i) =>
                new CrossValidationResult<CalibratedBinaryClassificationMetrics>(fold.Model, Evaluate(fold.Scored, labelColumnName), fold.Scored, i)),
        ];
    }

    private static BinaryTally Tally(IDataView data, string label, string score, string? probability, string predicted)
    {
        ArgumentErrors.ThrowIfEmpty(label, "labelColumnName");
        ArgumentErrors.ThrowIfEmpty(score, "scoreColumnName");
        ArgumentErrors.ThrowIfEmpty(predicted, "predictedLabelColumnName");
        return BinaryTally.Of(data, label, score, probability, predicted);
    }

    /// <summary>Trainers of classifiers of yes and no.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The nesting is the interface of ML.NET.")]
    public sealed class BinaryClassificationTrainers : CatalogInstantiatorBase
    {
        internal BinaryClassificationTrainers(IHostEnvironment env) : base(env)
        {
        }
    }
}
