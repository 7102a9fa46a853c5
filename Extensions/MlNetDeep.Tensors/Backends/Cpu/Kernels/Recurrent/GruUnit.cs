using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Gates r, z, n and the candidate's share s of the state; n = tanh(n + r s), h' = (1 - z) n + z h.</summary>
internal readonly unsafe struct GruUnit : IRecurrentUnit
{
    public static int Gates => 3;

    public static bool SplitsLastGate => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes
    {
        float* pr = row.Work + unit, pz = pr + row.Units, pn = pz + row.Units, ps = pn + row.Units;
        Vector<float> r = Saturation.Sigmoid(TLanes.Load(pr, count)), z = Saturation.Sigmoid(TLanes.Load(pz, count));
        Vector<float> n = Saturation.Tanh(Vector.MultiplyAddEstimate(r, TLanes.Load(ps, count), TLanes.Load(pn, count)));
        Vector<float> h = Vector.MultiplyAddEstimate(z, TLanes.Load(row.Previous + unit, count) - n, n);
        TLanes.Store(r, pr, count);
        TLanes.Store(z, pz, count);
        TLanes.Store(n, pn, count);
        TLanes.Store(h, row.Next + unit, count);
        if (row.Output != null) TLanes.Store(h, row.Output + unit, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Gradient<TLanes>(in RecurrentRow row, int unit, int count) where TLanes : struct, ILanes
    {
        float* pr = row.Work + unit, pz = pr + row.Units, pn = pz + row.Units, ps = pn + row.Units;
        Vector<float> one = Vector<float>.One, r = TLanes.Load(pr, count), z = TLanes.Load(pz, count), n = TLanes.Load(pn, count), s = TLanes.Load(ps, count);
        Vector<float> dh = TLanes.Load(row.StateGradient + unit, count);
        if (row.Output != null) dh += TLanes.Load(row.Output + unit, count);
        Vector<float> dn = dh * (one - z) * (one - (n * n));
        TLanes.Store(dn * s * r * (one - r), pr, count);
        TLanes.Store(dh * (TLanes.Load(row.Previous + unit, count) - n) * z * (one - z), pz, count);
        TLanes.Store(dn, pn, count);
        TLanes.Store(dn * r, ps, count);
        TLanes.Store(dh * z, row.StateGradient + unit, count);
    }
}
