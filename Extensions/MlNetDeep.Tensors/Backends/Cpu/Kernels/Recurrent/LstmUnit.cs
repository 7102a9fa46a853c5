using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Gates i, f, g, o; c' = f c + i g, h' = o tanh(c').</summary>
internal readonly unsafe struct LstmUnit : IRecurrentUnit
{
    public static int Gates => 4;

    public static bool SplitsLastGate => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes
    {
        float* pi = row.Work + unit, pf = pi + row.Units, pg = pf + row.Units, po = pg + row.Units;
        Vector<float> i = Saturation.Sigmoid(TLanes.Load(pi, count)), f = Saturation.Sigmoid(TLanes.Load(pf, count));
        Vector<float> g = Saturation.Tanh(TLanes.Load(pg, count)), o = Saturation.Sigmoid(TLanes.Load(po, count));
        Vector<float> c = Vector.MultiplyAddEstimate(f, TLanes.Load(row.PreviousCell + unit, count), i * g), h = o * Saturation.Tanh(c);
        TLanes.Store(i, pi, count);
        TLanes.Store(f, pf, count);
        TLanes.Store(g, pg, count);
        TLanes.Store(o, po, count);
        TLanes.Store(c, row.NextCell + unit, count);
        TLanes.Store(h, row.Next + unit, count);
        if (row.Output != null) TLanes.Store(h, row.Output + unit, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes
    {
        float* pi = row.Work + unit, pf = pi + row.Units, pg = pf + row.Units, po = pg + row.Units;
        Vector<float> one = Vector<float>.One, i = TLanes.Load(pi, count), f = TLanes.Load(pf, count), g = TLanes.Load(pg, count), o = TLanes.Load(po, count);
        Vector<float> dh = TLanes.Load(row.StateGradient + unit, count), dc = TLanes.Load(row.CellGradient + unit, count);
        if (row.Output != null) dh += TLanes.Load(row.Output + unit, count);
        Vector<float> tanh = Saturation.Tanh(TLanes.Load(row.NextCell + unit, count));
        dc = Vector.MultiplyAddEstimate(dh * o, one - (tanh * tanh), dc);
        TLanes.Store(dc * g * i * (one - i), pi, count);
        TLanes.Store(dc * TLanes.Load(row.PreviousCell + unit, count) * f * (one - f), pf, count);
        TLanes.Store(dc * i * (one - (g * g)), pg, count);
        TLanes.Store(dh * tanh * o * (one - o), po, count);
        TLanes.Store(dc * f, row.CellGradient + unit, count);
        TLanes.Store(Vector<float>.Zero, row.StateGradient + unit, count);
    }
}
