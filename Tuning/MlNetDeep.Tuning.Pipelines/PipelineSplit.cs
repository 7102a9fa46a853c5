using Microsoft.ML;

namespace MlNetDeep.Tuning.Pipelines;

/// <summary>The rows that a pipeline of a trial is fitted on and scored on.</summary>
public sealed class PipelineSplit
{
    internal PipelineSplit(IDataView train, IDataView? validation, int fold) => (Train, Validation, Fold) = (train, validation, fold);

    /// <summary>The rows to fit on.</summary>
    public IDataView Train { get; }

    /// <summary>The rows to score; null when the best pipeline is fitted on all the data.</summary>
    public IDataView? Validation { get; }

    /// <summary>Which part of a cross-validation is scored, from 0; 0 without cross-validation.</summary>
    public int Fold { get; }
}
