namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>A parameter set and how well it did.</summary>
public sealed class OptimizerResult
{
    /// <summary>Creates a result.</summary>
    /// <param name="parameterSet">The parameter set.</param>
    /// <param name="error">Its error: the smaller the better; NaN where there is none.</param>
    public OptimizerResult(double[] parameterSet, double error)
    {
        ArgumentNullException.ThrowIfNull(parameterSet);
        (ParameterSet, Error) = (parameterSet, error);
    }

    /// <summary>The parameter set.</summary>
    public double[] ParameterSet { get; }

    /// <summary>Its error: the smaller the better; NaN where there is none.</summary>
    public double Error { get; }
}
