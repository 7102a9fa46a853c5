namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>One sequence at one step: where its numbers of all units begin.</summary>
internal unsafe struct RecurrentRow
{
    /// <summary>Distance between the gates in <see cref="Work"/>.</summary>
    public int Units;

    /// <summary>The gates: forward sums before the activation become numbers after it, backward those become gradients of the sums.</summary>
    public float* Work;

    /// <summary>The state before the step.</summary>
    public float* Previous;

    /// <summary>An LSTM's cell before the step.</summary>
    public float* PreviousCell;

    /// <summary>The state after the step; unused by gradients.</summary>
    public float* Next;

    /// <summary>An LSTM's cell after the step.</summary>
    public float* NextCell;

    /// <summary>The output or its gradient; null where there is none.</summary>
    public float* Output;

    /// <summary>Gradient of the state after the step, replaced by what goes to the state before other than through the weights.</summary>
    public float* StateGradient;

    /// <summary>Gradient of the cell after the step, replaced by that of the cell before.</summary>
    public float* CellGradient;
}
