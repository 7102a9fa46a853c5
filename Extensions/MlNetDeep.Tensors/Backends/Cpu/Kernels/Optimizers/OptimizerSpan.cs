using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>An <see cref="OptimizerUpdate{TRule}"/> by its addresses, and where its blocks begin among those of all parameters.</summary>
internal unsafe struct OptimizerSpan<TRule>
    where TRule : unmanaged, IOptimizerRule<TRule>
{
    internal float* Parameter, Gradient, First, Second, Third;
    internal int Count, FirstBlock;
    internal GradientTreatment Treatment;
    internal TRule Rule;

    /// <summary>Lists the addresses in memory of this thread. The storages never move; the caller keeps them alive.</summary>
    internal static OptimizerSpan<TRule>* List(ReadOnlySpan<OptimizerUpdate<TRule>> updates, out int blocks, out bool small)
    {
        var spans = (OptimizerSpan<TRule>*)Scratch.Floats(ScratchSlot.Updates, checked(updates.Length * sizeof(OptimizerSpan<TRule>) / sizeof(float)) + 1);
        blocks = 0;
        long elements = 0;
        for (int i = 0; i < updates.Length; i++)
        {
            ref readonly OptimizerUpdate<TRule> update = ref updates[i];
            spans[i] = new OptimizerSpan<TRule>
            {
                Parameter = Address(update.Parameter),
                Gradient = Address(update.Gradient),
                First = Address(update.First),
                Second = Address(update.Second),
                Third = Address(update.Third),
                Count = update.Parameter.Count,
                FirstBlock = blocks,
                Treatment = update.Treatment,
                Rule = update.Rule,
            };
            blocks = checked(blocks + Blocks.Count(update.Parameter.Count, Blocks.Elements));
            elements += update.Parameter.Count;
        }
        small = elements <= Blocks.Elements;
        return spans;
    }

    /// <summary>The parameter that a block belongs to: the last one that begins at or before it, since empty ones have none.</summary>
    internal static OptimizerSpan<TRule>* Of(OptimizerSpan<TRule>* spans, int count, int block)
    {
        int low = 0, high = count;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (spans[middle].FirstBlock <= block) low = middle;
            else high = middle;
        }
        return spans + low;
    }

    private static float* Address(Storage? storage) =>
        storage is null ? null : (float*)Unsafe.AsPointer(ref ((CpuStorage)storage).GetPinnableReference());
}
