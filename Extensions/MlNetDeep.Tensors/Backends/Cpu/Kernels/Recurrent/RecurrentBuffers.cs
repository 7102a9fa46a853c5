namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The pinned memory of one direction of a recurrent layer; layouts as in <see cref="RecurrentMemory"/>.</summary>
internal unsafe struct RecurrentBuffers
{
    public RecurrentGeometry Geometry;
    public float* Work;
    public float* Previous;
    public float* PreviousCell;
    public int* Lengths;

    /// <summary>[N, H], the state and the cell after the last step.</summary>
    public float* State;
    public float* Cell;

    /// <summary>[N, T, output width], at the direction's columns; null where it is not wanted.</summary>
    public float* Output;

    /// <summary>[N, T, output width], at the direction's columns; null where there is none.</summary>
    public float* OutputGradient;

    /// <summary>[N, H], of the step at hand.</summary>
    public float* StateGradient;
    public float* CellGradient;

    /// <summary>Pointers of a sequence at the step that is the <paramref name="index"/>th to be computed.</summary>
    public readonly RecurrentRow Row(int sequence, int index)
    {
        int steps = Geometry.Steps, units = Geometry.Units, step = Geometry.Step(index);
        bool last = index == steps - 1;
        long at = ((long)sequence * steps) + step, state = at * units, final = (long)sequence * units;
        long next = last ? final : (((long)sequence * steps) + Geometry.Step(index + 1)) * units;
        float* output = OutputGradient != null ? OutputGradient : Output;
        return new RecurrentRow
        {
            Units = units,
            Work = Work + (at * Geometry.WorkWidth),
            Previous = Previous + state,
            PreviousCell = PreviousCell == null ? null : PreviousCell + state,
            Next = (last ? State : Previous) + next,
            NextCell = PreviousCell == null ? null : (last ? Cell : PreviousCell) + next,
            Output = output == null ? null : output + (at * Geometry.OutputWidth),
            StateGradient = StateGradient == null ? null : StateGradient + final,
            CellGradient = CellGradient == null ? null : CellGradient + final,
        };
    }

    /// <summary>Whether a sequence has ended before the step that is the <paramref name="index"/>th to be computed.</summary>
    public readonly bool IsPadding(int sequence, int index) => Lengths != null && Geometry.Step(index) >= Lengths[sequence];
}
