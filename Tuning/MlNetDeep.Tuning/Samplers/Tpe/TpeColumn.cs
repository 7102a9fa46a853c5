using System.Numerics.Tensors;

namespace MlNetDeep.Tuning;

/// <summary>One parameter with the places of the trials on its axis: NaN for those that lack it, or have a value that is not possible any more.</summary>
internal sealed class TpeColumn
{
    private TpeColumn(Axis axis, ReadOnlyMemory<double> ended, double[] running) => (Axis, Ended, Running) = (axis, ended, running);

    public Axis Axis { get; }

    /// <summary>The places of the trials that have ended, as rows of the observations.</summary>
    public ReadOnlyMemory<double> Ended { get; }

    /// <summary>The places of the trials that run.</summary>
    public double[] Running { get; }

    /// <param name="column">The parameter in the trials that have ended.</param>
    /// <param name="running">The trials that run.</param>
    /// <param name="distribution">What is asked for now; null for what was asked for last.</param>
    public static TpeColumn Of(ParameterColumn column, IReadOnlyList<TrialRecord> running, Distribution? distribution = null)
    {
        var axis = new Axis(distribution ?? column.Distribution);
        bool fits = (distribution is null || column.Distribution.Equals(distribution))
            && axis.IsInRange(TensorPrimitives.MinNumber(column.Values)) && axis.IsInRange(TensorPrimitives.MaxNumber(column.Values));
        ReadOnlyMemory<double> ended = fits ? column.Units : Array.ConvertAll(column.Values.ToArray(), value => double.IsNaN(value) ? value : axis.Place(new ParameterValue(column.Distribution, value)));
        return new TpeColumn(axis, ended, [.. running.Select(trial => trial.Parameters.TryGetValue(column.Name, out ParameterValue value) ? axis.Place(value) : double.NaN)]);
    }
}
