using MlNetDeep.Tensors.Backends.Cpu.Kernels;

namespace MlNetDeep.Tensors.Backends.Cpu;

internal sealed unsafe partial class CpuBackend
{
    private enum Reducing
    {
        Sum,
        Maximum,
        Minimum,
    }

    internal override void Sum(Storage x, Shape xShape, float scale, Storage y, Shape yShape) => Reduce(x, xShape, scale, y, yShape, Reducing.Sum);

    internal override void Extreme(Storage x, Shape xShape, bool maximum, Storage y, Shape yShape) => Reduce(x, xShape, 1, y, yShape, maximum ? Reducing.Maximum : Reducing.Minimum);

    internal override void Broadcast(Storage x, Shape xShape, float scale, Storage y, Shape yShape)
    {
        fixed (float* px = Cpu(x), py = Cpu(y)) BinaryKernels.Run(BinaryFunction.Multiply, px, xShape, &scale, [], py, yShape);
    }

    internal override void ExtremeGradient(Storage x, Shape xShape, Storage y, Storage yGradient, Shape yShape, Storage xGradient)
    {
        CpuStorage equal = Temporary(x.Count), count = Temporary(y.Count);
        Broadcast(y, yShape, 1, xGradient, xShape);
        Binary(BinaryFunction.Equal, x, xShape, xGradient, xShape, equal, xShape);
        Sum(equal, xShape, 1, count, yShape);
        Binary(BinaryFunction.Divide, yGradient, yShape, count, yShape, count, yShape);
        Binary(BinaryFunction.Multiply, equal, xShape, count, yShape, xGradient, xShape);
        equal.Release();
        count.Release();
    }

    internal override void ArgExtreme(Storage x, int rows, int columns, bool maximum, Span<int> y)
    {
        fixed (float* px = Cpu(x))
        fixed (int* py = y) ReductionKernels.ArgExtreme(px, rows, columns, maximum, py);
    }

    /// <summary>
    /// Joins neighbouring axes that are both reduced or both kept, then reduces one group after the other, the innermost first:
    /// each is the middle of [outer, reduced, inner].
    /// </summary>
    private void Reduce(Storage x, Shape xShape, float scale, Storage y, Shape yShape, Reducing kind)
    {
        if (y.Count == 0) return;
        CpuStorage from = Cpu(x);
        bool owned = false;
        int inner = 1, axis = xShape.Rank - 1;
        while (true)
        {
            while (axis >= 0 && !Reduced(axis)) inner *= xShape[axis--];
            int reduced = 1;
            while (axis >= 0 && (Reduced(axis) || xShape[axis] == 1)) reduced *= xShape[axis--];
            int outer = 1;
            bool last = true;
            for (int i = axis; i >= 0; i--)
            {
                outer *= xShape[i];
                last &= !Reduced(i);
            }
            CpuStorage to = last ? Cpu(y) : Temporary((long)outer * inner);
            ReduceMiddle(from, outer, reduced, inner, last ? scale : 1, to, kind);
            if (owned) from.Release();
            if (last) return;
            from = to;
            owned = true;
        }

        bool Reduced(int i) => yShape[i] == 1 && xShape[i] != 1;
    }

    private void ReduceMiddle(CpuStorage x, int outer, int reduced, int inner, float scale, CpuStorage y, Reducing kind)
    {
        int pieces = ReductionKernels.Pieces(reduced, inner);
        CpuStorage? partial = pieces > 1 ? Temporary((long)outer * pieces * inner) : null;
        fixed (float* px = x, pPartial = partial, py = y)
        {
            if (kind == Reducing.Sum) ReductionKernels.Sum(px, outer, reduced, inner, scale, pPartial, py);
            else ReductionKernels.Extreme(px, outer, reduced, inner, kind == Reducing.Maximum, pPartial, py);
        }
        partial?.Release();
    }
}
