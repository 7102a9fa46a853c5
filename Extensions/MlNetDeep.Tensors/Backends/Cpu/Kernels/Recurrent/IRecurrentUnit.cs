namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>What a kind of recurrent unit does between two matrix products, one vector of units at a time.</summary>
internal interface IRecurrentUnit
{
    /// <summary>The gates that the state's weights have.</summary>
    static abstract int Gates { get; }

    /// <summary>Whether the last gate's share of the state is a column block of its own, behind the gates.</summary>
    static abstract bool SplitsLastGate { get; }

    /// <summary>Activates the gates and writes state, cell and output.</summary>
    static abstract void Forward<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes;

    /// <summary>Turns the gates into gradients of their sums and moves the gradients of state and cell to the step before.</summary>
    static abstract void Gradient<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes;
}
