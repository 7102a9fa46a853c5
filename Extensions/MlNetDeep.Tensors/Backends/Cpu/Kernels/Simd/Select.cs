using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Elementwise choice by a sign, which TensorPrimitives lacks.</summary>
internal static class Select
{
    /// <summary>result = condition &lt;= 0 ? otherwise : value; a NaN chooses value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Positive(ReadOnlySpan<float> condition, ReadOnlySpan<float> value, ReadOnlySpan<float> otherwise, Span<float> result)
    {
        ReadOnlySpan<Vector<float>> conditions = MemoryMarshal.Cast<float, Vector<float>>(condition);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(value);
        ReadOnlySpan<Vector<float>> others = MemoryMarshal.Cast<float, Vector<float>>(otherwise);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (int i = 0; i < results.Length; i++)
            results[i] = Vector.ConditionalSelect(Vector.LessThanOrEqual(conditions[i], Vector<float>.Zero), others[i], values[i]);
        for (int i = results.Length * Vector<float>.Count; i < result.Length; i++)
            result[i] = condition[i] <= 0 ? otherwise[i] : value[i];
    }

    /// <summary>result = condition &lt;= 0 ? 0 : value; a NaN chooses value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Positive(ReadOnlySpan<float> condition, ReadOnlySpan<float> value, Span<float> result)
    {
        ReadOnlySpan<Vector<float>> conditions = MemoryMarshal.Cast<float, Vector<float>>(condition);
        ReadOnlySpan<Vector<float>> values = MemoryMarshal.Cast<float, Vector<float>>(value);
        Span<Vector<float>> results = MemoryMarshal.Cast<float, Vector<float>>(result);
        for (int i = 0; i < results.Length; i++)
            results[i] = Vector.ConditionalSelect(Vector.LessThanOrEqual(conditions[i], Vector<float>.Zero), Vector<float>.Zero, values[i]);
        for (int i = results.Length * Vector<float>.Count; i < result.Length; i++)
            result[i] = condition[i] <= 0 ? 0 : value[i];
    }
}
