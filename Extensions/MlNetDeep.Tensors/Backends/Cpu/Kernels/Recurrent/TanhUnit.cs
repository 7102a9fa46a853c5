using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>A simple recurrent unit, h' = tanh(sum).</summary>
internal readonly unsafe struct TanhUnit : IRecurrentUnit
{
    public static int Gates => 1;

    public static bool SplitsLastGate => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes
    {
        Vector<float> h = Saturation.Tanh(TLanes.Load(row.Work + unit, count));
        TLanes.Store(h, row.Work + unit, count);
        TLanes.Store(h, row.Next + unit, count);
        if (row.Output != null) TLanes.Store(h, row.Output + unit, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes
    {
        Vector<float> h = TLanes.Load(row.Work + unit, count), dh = TLanes.Load(row.StateGradient + unit, count);
        if (row.Output != null) dh += TLanes.Load(row.Output + unit, count);
        TLanes.Store(dh * (Vector<float>.One - (h * h)), row.Work + unit, count);
        TLanes.Store(Vector<float>.Zero, row.StateGradient + unit, count);
    }
}
