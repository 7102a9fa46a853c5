using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Training and evaluation of predictors of numbers.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance members are the interface of ML.NET.")]
public sealed class RegressionCatalog : TrainCatalogBase
{
    internal RegressionCatalog(IHostEnvironment env) : base(env) => Trainers = new RegressionTrainers(env);

    /// <summary>Trainers of predictors of numbers.</summary>
    public RegressionTrainers Trainers { get; }

    /// <summary>Compares predictions with the truth. Rows whose label or score is missing are left out.</summary>
    /// <param name="data">The predictions, with their labels.</param>
    /// <param name="labelColumnName">The true number.</param>
    /// <param name="scoreColumnName">The predicted number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public RegressionMetrics Evaluate(IDataView data, string labelColumnName = "Label", string scoreColumnName = "Score")
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentErrors.ThrowIfEmpty(labelColumnName, nameof(labelColumnName));
        ArgumentErrors.ThrowIfEmpty(scoreColumnName, nameof(scoreColumnName));
        EvaluatedColumns.Find(data.Schema, "Label", labelColumnName);
        EvaluatedColumns.Find(data.Schema, "Score", scoreColumnName);
        DataViewSchema.Column label = EvaluatedColumns.FindSingle(data.Schema, "Label", labelColumnName), score = EvaluatedColumns.FindSingle(data.Schema, "Score", scoreColumnName);
        using DataViewRowCursor cursor = data.GetRowCursor([label, score]);
        Func<float> readLabel = EvaluatedColumns.OpenNumber(cursor, label), readScore = EvaluatedColumns.OpenNumber(cursor, score);
        double rows = 0, sum = 0, squares = 0, absolute = 0, squared = 0;
        while (cursor.MoveNext())
        {
            (double truth, double value) = (readLabel(), readScore());
            if (double.IsNaN(truth) || double.IsNaN(value)) continue;
            rows++;
            sum += truth;
            squares += truth * truth;
            absolute += Math.Abs(truth - value);
            squared += (truth - value) * (truth - value);
        }
        if (rows == 0) return new RegressionMetrics(0, 0, 0);
        double variation = squares - sum * sum / rows;
        return new RegressionMetrics(absolute / rows, squared / rows, variation == 0 ? double.NaN : 1 - squared / variation);
    }

    /// <summary>Trains and evaluates a model for each fold of the data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="estimator">The pipeline to train.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="labelColumnName">The true number.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay in one fold; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    public IReadOnlyList<CrossValidationResult<RegressionMetrics>> CrossValidate(
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5, string labelColumnName = "Label", string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentErrors.ThrowIfEmpty(labelColumnName, nameof(labelColumnName));
        return
        [
            .. CrossValidateTrain(data, estimator, numberOfFolds, samplingKeyColumnName, seed).Select((fold, i) =>
                new CrossValidationResult<RegressionMetrics>(fold.Model, Evaluate(fold.Scored, labelColumnName), fold.Scored, i)),
        ];
    }

    /// <summary>Trainers of predictors of numbers.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The nesting is the interface of ML.NET.")]
    public sealed class RegressionTrainers : CatalogInstantiatorBase
    {
        internal RegressionTrainers(IHostEnvironment env) : base(env)
        {
        }
    }
}
