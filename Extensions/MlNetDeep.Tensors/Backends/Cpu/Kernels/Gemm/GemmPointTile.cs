using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>The register tile of products with a transposed left-hand side and of weight gradients: rows x 2 vectors.
/// </summary>
/// <remarks>
/// Layout: every step of the sum has one address, at which the numbers of all rows of the tile lie side by side: the
/// channels of a pixel, or a row of the stored matrix. The panel holds two vectors per step. Registers: with 14 rows
/// 28 sums, 2 vectors of the panel and 1 broadcast, 31 of 32. Loop order: steps. Callers: <see cref="GemmTiles"/>.
/// </remarks>
internal static unsafe class GemmPointTile
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TVector, TSimd, TRows, TVectors>(in GemmTileArguments arguments)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TRows : struct, IConstant
        where TVectors : struct, IConstant
    {
        TVector zero = TSimd.Zero;
        TVector a0 = zero, b0 = zero;
        TVector a1 = zero, b1 = zero;
        TVector a2 = zero, b2 = zero;
        TVector a3 = zero, b3 = zero;
        TVector a4 = zero, b4 = zero;
        TVector a5 = zero, b5 = zero;
        TVector a6 = zero, b6 = zero;
        TVector a7 = zero, b7 = zero;
        TVector a8 = zero, b8 = zero;
        TVector a9 = zero, b9 = zero;
        TVector a10 = zero, b10 = zero;
        TVector a11 = zero, b11 = zero;
        TVector a12 = zero, b12 = zero;
        TVector a13 = zero, b13 = zero;
        float** outputs = arguments.Outputs;
        nint column = arguments.Column;
        if (arguments.Accumulate)
        {
            Read<TVector, TSimd, TVectors>(outputs[0] + column, ref a0, ref b0);
            if (TRows.Value > 1) Read<TVector, TSimd, TVectors>(outputs[1] + column, ref a1, ref b1);
            if (TRows.Value > 2) Read<TVector, TSimd, TVectors>(outputs[2] + column, ref a2, ref b2);
            if (TRows.Value > 3) Read<TVector, TSimd, TVectors>(outputs[3] + column, ref a3, ref b3);
            if (TRows.Value > 4) Read<TVector, TSimd, TVectors>(outputs[4] + column, ref a4, ref b4);
            if (TRows.Value > 5) Read<TVector, TSimd, TVectors>(outputs[5] + column, ref a5, ref b5);
            if (TRows.Value > 6) Read<TVector, TSimd, TVectors>(outputs[6] + column, ref a6, ref b6);
            if (TRows.Value > 7) Read<TVector, TSimd, TVectors>(outputs[7] + column, ref a7, ref b7);
            if (TRows.Value > 8) Read<TVector, TSimd, TVectors>(outputs[8] + column, ref a8, ref b8);
            if (TRows.Value > 9) Read<TVector, TSimd, TVectors>(outputs[9] + column, ref a9, ref b9);
            if (TRows.Value > 10) Read<TVector, TSimd, TVectors>(outputs[10] + column, ref a10, ref b10);
            if (TRows.Value > 11) Read<TVector, TSimd, TVectors>(outputs[11] + column, ref a11, ref b11);
            if (TRows.Value > 12) Read<TVector, TSimd, TVectors>(outputs[12] + column, ref a12, ref b12);
            if (TRows.Value > 13) Read<TVector, TSimd, TVectors>(outputs[13] + column, ref a13, ref b13);
        }

        float** points = arguments.Left;
        float* panel = arguments.Panel;
        nint panelStride = arguments.PanelStride;
        nint first = arguments.First;
        for (nint i = 0; i < arguments.Count; i++)
        {
            float* point = points[i] + first;
            TVector w0 = TSimd.Load(panel), w1 = TVectors.Value > 1 ? TSimd.Load(panel + TSimd.Lanes) : w0;
            panel += panelStride;
            TVector x = TSimd.Broadcast(point[0]);
            a0 = TSimd.MultiplyAdd(x, w0, a0);
            if (TVectors.Value > 1) b0 = TSimd.MultiplyAdd(x, w1, b0);
            if (TRows.Value > 1) x = TSimd.Broadcast(point[1]);
            if (TRows.Value > 1) a1 = TSimd.MultiplyAdd(x, w0, a1);
            if (TRows.Value > 1 && TVectors.Value > 1) b1 = TSimd.MultiplyAdd(x, w1, b1);
            if (TRows.Value > 2) x = TSimd.Broadcast(point[2]);
            if (TRows.Value > 2) a2 = TSimd.MultiplyAdd(x, w0, a2);
            if (TRows.Value > 2 && TVectors.Value > 1) b2 = TSimd.MultiplyAdd(x, w1, b2);
            if (TRows.Value > 3) x = TSimd.Broadcast(point[3]);
            if (TRows.Value > 3) a3 = TSimd.MultiplyAdd(x, w0, a3);
            if (TRows.Value > 3 && TVectors.Value > 1) b3 = TSimd.MultiplyAdd(x, w1, b3);
            if (TRows.Value > 4) x = TSimd.Broadcast(point[4]);
            if (TRows.Value > 4) a4 = TSimd.MultiplyAdd(x, w0, a4);
            if (TRows.Value > 4 && TVectors.Value > 1) b4 = TSimd.MultiplyAdd(x, w1, b4);
            if (TRows.Value > 5) x = TSimd.Broadcast(point[5]);
            if (TRows.Value > 5) a5 = TSimd.MultiplyAdd(x, w0, a5);
            if (TRows.Value > 5 && TVectors.Value > 1) b5 = TSimd.MultiplyAdd(x, w1, b5);
            if (TRows.Value > 6) x = TSimd.Broadcast(point[6]);
            if (TRows.Value > 6) a6 = TSimd.MultiplyAdd(x, w0, a6);
            if (TRows.Value > 6 && TVectors.Value > 1) b6 = TSimd.MultiplyAdd(x, w1, b6);
            if (TRows.Value > 7) x = TSimd.Broadcast(point[7]);
            if (TRows.Value > 7) a7 = TSimd.MultiplyAdd(x, w0, a7);
            if (TRows.Value > 7 && TVectors.Value > 1) b7 = TSimd.MultiplyAdd(x, w1, b7);
            if (TRows.Value > 8) x = TSimd.Broadcast(point[8]);
            if (TRows.Value > 8) a8 = TSimd.MultiplyAdd(x, w0, a8);
            if (TRows.Value > 8 && TVectors.Value > 1) b8 = TSimd.MultiplyAdd(x, w1, b8);
            if (TRows.Value > 9) x = TSimd.Broadcast(point[9]);
            if (TRows.Value > 9) a9 = TSimd.MultiplyAdd(x, w0, a9);
            if (TRows.Value > 9 && TVectors.Value > 1) b9 = TSimd.MultiplyAdd(x, w1, b9);
            if (TRows.Value > 10) x = TSimd.Broadcast(point[10]);
            if (TRows.Value > 10) a10 = TSimd.MultiplyAdd(x, w0, a10);
            if (TRows.Value > 10 && TVectors.Value > 1) b10 = TSimd.MultiplyAdd(x, w1, b10);
            if (TRows.Value > 11) x = TSimd.Broadcast(point[11]);
            if (TRows.Value > 11) a11 = TSimd.MultiplyAdd(x, w0, a11);
            if (TRows.Value > 11 && TVectors.Value > 1) b11 = TSimd.MultiplyAdd(x, w1, b11);
            if (TRows.Value > 12) x = TSimd.Broadcast(point[12]);
            if (TRows.Value > 12) a12 = TSimd.MultiplyAdd(x, w0, a12);
            if (TRows.Value > 12 && TVectors.Value > 1) b12 = TSimd.MultiplyAdd(x, w1, b12);
            if (TRows.Value > 13) x = TSimd.Broadcast(point[13]);
            if (TRows.Value > 13) a13 = TSimd.MultiplyAdd(x, w0, a13);
            if (TRows.Value > 13 && TVectors.Value > 1) b13 = TSimd.MultiplyAdd(x, w1, b13);
        }

        TVector biasA = zero, biasB = zero;
        if (arguments.Bias != null)
            Read<TVector, TSimd, TVectors>(arguments.Bias, ref biasA, ref biasB);
        bool relu = arguments.Relu;
        Write<TVector, TSimd, TVectors>(outputs[0] + column, a0, b0, biasA, biasB, relu);
        if (TRows.Value > 1) Write<TVector, TSimd, TVectors>(outputs[1] + column, a1, b1, biasA, biasB, relu);
        if (TRows.Value > 2) Write<TVector, TSimd, TVectors>(outputs[2] + column, a2, b2, biasA, biasB, relu);
        if (TRows.Value > 3) Write<TVector, TSimd, TVectors>(outputs[3] + column, a3, b3, biasA, biasB, relu);
        if (TRows.Value > 4) Write<TVector, TSimd, TVectors>(outputs[4] + column, a4, b4, biasA, biasB, relu);
        if (TRows.Value > 5) Write<TVector, TSimd, TVectors>(outputs[5] + column, a5, b5, biasA, biasB, relu);
        if (TRows.Value > 6) Write<TVector, TSimd, TVectors>(outputs[6] + column, a6, b6, biasA, biasB, relu);
        if (TRows.Value > 7) Write<TVector, TSimd, TVectors>(outputs[7] + column, a7, b7, biasA, biasB, relu);
        if (TRows.Value > 8) Write<TVector, TSimd, TVectors>(outputs[8] + column, a8, b8, biasA, biasB, relu);
        if (TRows.Value > 9) Write<TVector, TSimd, TVectors>(outputs[9] + column, a9, b9, biasA, biasB, relu);
        if (TRows.Value > 10) Write<TVector, TSimd, TVectors>(outputs[10] + column, a10, b10, biasA, biasB, relu);
        if (TRows.Value > 11) Write<TVector, TSimd, TVectors>(outputs[11] + column, a11, b11, biasA, biasB, relu);
        if (TRows.Value > 12) Write<TVector, TSimd, TVectors>(outputs[12] + column, a12, b12, biasA, biasB, relu);
        if (TRows.Value > 13) Write<TVector, TSimd, TVectors>(outputs[13] + column, a13, b13, biasA, biasB, relu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Read<TVector, TSimd, TVectors>(float* source, ref TVector a, ref TVector b)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TVectors : struct, IConstant
    {
        a = TSimd.Load(source);
        if (TVectors.Value > 1)
            b = TSimd.Load(source + TSimd.Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TVector, TSimd, TVectors>(
        float* destination, TVector a, TVector b, TVector biasA, TVector biasB, bool relu)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TVectors : struct, IConstant
    {
        a = TSimd.Add(a, biasA);
        TSimd.Store(relu ? TSimd.Relu(a) : a, destination);
        if (TVectors.Value > 1)
        {
            b = TSimd.Add(b, biasB);
            TSimd.Store(relu ? TSimd.Relu(b) : b, destination + TSimd.Lanes);
        }
    }
}
