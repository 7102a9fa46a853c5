using MlNetDeep.Tensors;

namespace MlNetDeep.Networks;

/// <summary>
/// An output of classes read row by row with the label of each row: one number for a yes-or-no question, or one for each class.
/// </summary>
/// <remarks>
/// Told apart as Keras does for "accuracy": one number for each label or target is a yes-or-no question; targets with the classes as their
/// last axis are probabilities, of which the highest is the label; targets without it are labels.
/// </remarks>
internal readonly ref struct ClassRows
{
    private readonly ReadOnlySpan<float> _scores;
    private readonly ReadOnlySpan<float> _targets;
    private readonly ReadOnlySpan<int> _labels;
    private readonly bool _targetsHaveClasses;
    private readonly int? _ignored;

    public ClassRows(string metric, Tensor output, Batch batch, bool binary, int? ignored)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(batch);
        _scores = output.Span;
        _ignored = ignored;
        if (batch.Labels is { } labels)
        {
            _labels = labels;
            bool one = output.Count == labels.Length;
            if (output.Rank == 0 || output.Shape[0] != labels.Length || !(one || (output.Rank == 2 && !binary)))
                throw new ArgumentException($"{metric} expects an output of shape [{labels.Length}, {(binary ? "1" : "classes")}]; received {output.Shape}", nameof(output));
            Columns = one ? 1 : output.Shape[1];
        }
        else
        {
            Tensor targets = batch.Targets ?? throw LossInputs.NoLabels(metric);
            _targets = targets.Span;
            if (LossInputs.SameButForUnit(output.Shape, targets.Shape))
            {
                Columns = binary || output.Rank < 2 || targets.Rank < 2 ? 1 : output.Shape[-1];
                _targetsHaveClasses = Columns > 1;
            }
            else if (!binary && LossInputs.AreLabels(output.Shape, targets.Shape))
            {
                Columns = output.Shape[-1];
            }
            else
            {
                throw new ArgumentException($"{metric} expects an output of the targets' shape{(binary ? "" : ", or with the classes as one more axis")}; received {output.Shape} and targets {targets.Shape}", nameof(output));
            }
        }
        Count = output.Count / Math.Max(1, Columns);
    }

    /// <summary>The number of rows: samples, or positions of samples.</summary>
    public int Count { get; }

    /// <summary>The numbers of a row: 1 for a yes-or-no question.</summary>
    public int Columns { get; }

    public bool IsBinary => Columns == 1;

    public int Classes => IsBinary ? 2 : Columns;

    public ReadOnlySpan<float> Scores(int row) => _scores.Slice(row * Columns, Columns);

    /// <summary>The label of a row; -1 when it is to be ignored.</summary>
    public int Label(int row)
    {
        if (!_labels.IsEmpty) return _labels[row] == _ignored ? -1 : LossInputs.Class(_labels[row], Classes);
        if (_targetsHaveClasses) return IndexOfMax(_targets.Slice(row * Columns, Columns));
        if (_targets[row] == _ignored) return -1;
        // Targets of a yes-or-no question may be 0 and 1, smoothed, or -1 and 1 for a hinge loss.
        return IsBinary ? (_targets[row] > 0.5f ? 1 : 0) : LossInputs.Class(_targets[row], Classes);
    }

    /// <summary>The first of the highest.</summary>
    public static int IndexOfMax(ReadOnlySpan<float> values) => System.Numerics.Tensors.TensorPrimitives.IndexOfMax(values);
}
