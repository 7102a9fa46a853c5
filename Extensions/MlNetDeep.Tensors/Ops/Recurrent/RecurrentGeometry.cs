namespace MlNetDeep.Tensors;

/// <summary>One direction of a recurrent layer over a batch of sequences.</summary>
internal readonly record struct RecurrentGeometry
{
    internal required RecurrentKind Kind { get; init; }

    internal required int Batch { get; init; }

    internal required int Steps { get; init; }

    internal required int Inputs { get; init; }

    internal required int Units { get; init; }

    internal bool Reverse { get; init; }

    /// <summary>Which of the <see cref="Directions"/> this is: its columns of the output and its matrix of the states.</summary>
    internal int Direction { get; init; }

    internal int Directions { get; init; }

    internal int Gates => GatesOf(Kind);

    /// <summary>
    /// Numbers per sequence and step of the buffer that holds the gates: they, and of a GRU also the candidate's share of the state,
    /// which its gradient needs apart.
    /// </summary>
    internal int WorkWidth => (Kind == RecurrentKind.Gru ? 4 : Gates) * Units;

    internal int OutputWidth => Directions * Units;

    internal int OutputStart => Direction * Units;

    internal int StateStart => Direction * Batch * Units;

    internal int Rows => checked(Batch * Steps);

    internal static int GatesOf(RecurrentKind kind) => kind switch { RecurrentKind.Gru => 3, RecurrentKind.Lstm => 4, _ => 1 };

    /// <summary>The step that is the <paramref name="index"/>th to be computed.</summary>
    internal int Step(int index) => Reverse ? Steps - 1 - index : index;
}
