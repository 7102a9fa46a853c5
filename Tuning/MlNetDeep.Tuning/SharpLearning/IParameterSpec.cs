namespace MlNetDeep.Tuning.SharpLearning;

/// <summary>What one entry of a parameter set may be.</summary>
public interface IParameterSpec
{
    /// <summary>The smallest value.</summary>
    double Min { get; }

    /// <summary>The largest value.</summary>
    double Max { get; }

    /// <summary>The parameter as a study searches it.</summary>
    Distribution Distribution { get; }

    /// <summary>The entry of the parameter set for a value of the <see cref="Distribution"/>.</summary>
    /// <param name="value">The value; an integer or a double.</param>
    double ToEntry(object? value);

    /// <summary>All values, of a parameter that has a list of them.</summary>
    /// <exception cref="NotSupportedException">The parameter is a range.</exception>
    double[] GetAllValues();
}
