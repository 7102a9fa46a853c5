namespace Microsoft.ML.Data;

/// <summary>In which phases of a pipeline's life a transformer takes part.</summary>
[Flags]
public enum TransformerScope
{
    /// <summary>In none.</summary>
    None = 0,

    /// <summary>When the training data are transformed for the next estimator.</summary>
    Training = 1,

    /// <summary>When the model is tested.</summary>
    Testing = 2,

    /// <summary>When the model scores.</summary>
    Scoring = 4,

    /// <summary>In training and testing.</summary>
    TrainTest = Training | Testing,

    /// <summary>In all.</summary>
    Everything = Training | Testing | Scoring,
}
