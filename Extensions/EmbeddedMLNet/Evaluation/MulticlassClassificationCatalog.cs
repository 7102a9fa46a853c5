using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Evaluation of classifiers of two or more classes.</summary>
public sealed class MulticlassClassificationCatalog : TrainCatalogBase
{
    internal MulticlassClassificationCatalog(IHostEnvironment env) : base(env) => Trainers = new MulticlassClassificationTrainers(env);

    /// <summary>Trainers of classifiers of several classes.</summary>
    public MulticlassClassificationTrainers Trainers { get; }

    /// <summary>Compares predictions with the truth. Rows whose label is missing are left out.</summary>
    /// <param name="data">The predictions, with their labels.</param>
    /// <param name="labelColumnName">The true class: a key, or a number that counts from 0.</param>
    /// <param name="scoreColumnName">The probabilities of the classes: a vector of a known size of at least 2.</param>
    /// <param name="predictedLabelColumnName">The predicted class: a key.</param>
    /// <param name="topKPredictionCount">When positive, the part of rows whose class is among so many of the best is computed too.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance members are the interface of ML.NET.")]
    public MulticlassClassificationMetrics Evaluate(
        IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score", string predictedLabelColumnName = "PredictedLabel", int topKPredictionCount = 0)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        ArgumentException.ThrowIfNullOrEmpty(scoreColumnName);
        ArgumentException.ThrowIfNullOrEmpty(predictedLabelColumnName);
        ArgumentOutOfRangeException.ThrowIfNegative(topKPredictionCount);
        return MulticlassEvaluator.Evaluate(data, labelColumnName, scoreColumnName, predictedLabelColumnName, topKPredictionCount);
    }

    /// <summary>Trains and evaluates a model for each fold of the data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="estimator">The pipeline to train.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="labelColumnName">The true class.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    public IReadOnlyList<CrossValidationResult<MulticlassClassificationMetrics>> CrossValidate(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        return
        [
            .. CrossValidateTrain(data, estimator, numberOfFolds, samplingKeyColumnName, seed).Select((fold, i) =>
                new CrossValidationResult<MulticlassClassificationMetrics>(fold.Model, Evaluate(fold.Scored, labelColumnName), fold.Scored, i)),
        ];
    }

    /// <summary>Trainers of classifiers of several classes.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The nesting is the interface of ML.NET.")]
    public sealed class MulticlassClassificationTrainers : CatalogInstantiatorBase
    {
        internal MulticlassClassificationTrainers(IHostEnvironment env) : base(env)
        {
        }
    }
}
