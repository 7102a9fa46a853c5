using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>What the catalogs of all tasks have in common.</summary>
public abstract class TrainCatalogBase
{
    private protected TrainCatalogBase(IHostEnvironment env) => Env = env;

    private protected IHostEnvironment Env { get; }

    private protected (IDataView Scored, ITransformer Model)[] CrossValidateTrain(IDataView data, IEstimator<ITransformer> estimator, int folds, string? samplingKeyColumn, int? seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        if (folds <= 1) throw ArgumentErrors.Invalid("numFolds", "Must be more than 1");
        var splits = new DataOperationsCatalog((HostEnvironment)Env).CrossValidationSplit(data, folds, samplingKeyColumn, seed);
        var results = new List<(IDataView, ITransformer)>();
        foreach (DataOperationsCatalog.TrainTestData split in splits)
        {
            ITransformer model = estimator.Fit(split.TrainSet);
            results.Add((model.Transform(split.TestSet), model));
        }
        return [.. results];
    }

    /// <summary>What the catalogs of trainers have in common.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The nesting is the interface of ML.NET.")]
    public abstract class CatalogInstantiatorBase
    {
        private protected CatalogInstantiatorBase(IHostEnvironment env) => Env = env;

        internal IHostEnvironment Env { get; }
    }

    /// <summary>The model of one fold and how good it is.</summary>
    /// <typeparam name="T">The type of metrics.</typeparam>
    public sealed class CrossValidationResult<T>
        where T : class
    {
        /// <summary>How good the model is on the rows that it was not trained on.</summary>
        public readonly T Metrics;

        /// <summary>The model.</summary>
        public readonly ITransformer Model;

        /// <summary>The rows that it was not trained on, with its output.</summary>
        public readonly IDataView ScoredHoldOutSet;

        /// <summary>The index of the fold.</summary>
        public readonly int Fold;

        internal CrossValidationResult(ITransformer model, T metrics, IDataView scores, int fold)
        {
            Model = model;
            Metrics = metrics;
            ScoredHoldOutSet = scores;
            Fold = fold;
        }
    }
}
