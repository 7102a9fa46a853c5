namespace MlNetDeep.Tensors;

public abstract partial class Backend
{
    /// <summary>
    /// All steps of one direction: output (where wanted) in its columns, final state and cell in their matrix of the direction, and
    /// in <paramref name="memory"/> what the gradient needs. Without an initial state it is zero.
    /// </summary>
    internal abstract void Recurrent(in RecurrentGeometry geometry, Storage x, in RecurrentStorages weights, Storage? initialState, Storage? initialCell, in RecurrentMemory memory, Storage? y, Storage state, Storage? cell);

    /// <summary>
    /// The gradients of one direction from those of its results, null for one that nothing depended on. The gates in
    /// <paramref name="memory"/> are used up. The gradient of x is added to what is there if <paramref name="accumulate"/>.
    /// </summary>
    internal abstract void RecurrentGradient(in RecurrentGeometry geometry, Storage x, in RecurrentStorages weights, in RecurrentMemory memory, Storage? cell, Storage? yGradient, Storage? stateGradient, Storage? cellGradient, Storage? xGradient, bool accumulate, in RecurrentStorages weightGradients, Storage? initialStateGradient, Storage? initialCellGradient);
}
