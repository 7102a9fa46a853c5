using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Chooses the register tile for a number of rows, and brings columns that do not fill a panel through a buffer.</summary>
internal static unsafe class GemmTiles
{
    /// <summary>Multiplies <paramref name="rows"/> rows, at most one full tile, whose addresses lie in
    /// <see cref="GemmTileArguments.Left"/>.</summary>
    public static void MultiplyRows<TVector, TSimd>(int rows, ref GemmTileArguments arguments)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        => Multiply<TVector, TSimd, RowTiles>(rows, ref arguments);

    /// <summary>Multiplies <paramref name="rows"/> rows, at most one full tile, that lie side by side at the
    /// addresses in <see cref="GemmTileArguments.Left"/>.</summary>
    public static void MultiplyPoints<TVector, TSimd>(int rows, ref GemmTileArguments arguments)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        => Multiply<TVector, TSimd, PointTiles>(rows, ref arguments);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TVector, TSimd, TTiles>(int rows, ref GemmTileArguments arguments)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TTiles : struct, ITiles
    {
        int width = arguments.Columns > TSimd.Lanes ? 2 * TSimd.Lanes : TSimd.Lanes;
        if (arguments.Columns == width)
        {
            MultiplyFull<TVector, TSimd, TTiles>(rows, arguments);
            return;
        }

        int bufferNumbers = TSimd.TileRows * width;
        float* buffer = Scratch.Floats(ScratchSlot.Tile, 2 * bufferNumbers);
        float** bufferRows = stackalloc float*[TSimd.TileRows];
        float** outputs = arguments.Outputs;
        nint column = arguments.Column;
        nint residual = arguments.Residual;
        int columns = arguments.Columns;
        for (int i = 0; i < rows; i++)
        {
            bufferRows[i] = buffer + (i * width);
            if (arguments.Accumulate)
                new Span<float>(outputs[i] + column, columns).CopyTo(new Span<float>(bufferRows[i], columns));
            if (residual != 0)
                new Span<float>(outputs[i] + column + residual, columns).CopyTo(new Span<float>(bufferRows[i] + bufferNumbers, columns));
        }

        arguments.Outputs = bufferRows;
        arguments.Column = 0;
        arguments.Residual = residual == 0 ? 0 : bufferNumbers;
        MultiplyFull<TVector, TSimd, TTiles>(rows, arguments);
        arguments.Outputs = outputs;
        arguments.Column = column;
        arguments.Residual = residual;
        for (int i = 0; i < rows; i++)
            new Span<float>(bufferRows[i], columns).CopyTo(new Span<float>(outputs[i] + column, columns));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyFull<TVector, TSimd, TTiles>(int rows, in GemmTileArguments arguments)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TTiles : struct, ITiles
    {
        // A case beyond the width's largest tile is never reached, so that its tile is never compiled.
        switch (rows)
        {
            case 14: MultiplyHeight<TVector, TSimd, TTiles, Constants.N14>(arguments); break;
            case 13: MultiplyHeight<TVector, TSimd, TTiles, Constants.N13>(arguments); break;
            case 12: MultiplyHeight<TVector, TSimd, TTiles, Constants.N12>(arguments); break;
            case 11: MultiplyHeight<TVector, TSimd, TTiles, Constants.N11>(arguments); break;
            case 10: MultiplyHeight<TVector, TSimd, TTiles, Constants.N10>(arguments); break;
            case 9: MultiplyHeight<TVector, TSimd, TTiles, Constants.N9>(arguments); break;
            case 8: MultiplyHeight<TVector, TSimd, TTiles, Constants.N8>(arguments); break;
            case 7: MultiplyHeight<TVector, TSimd, TTiles, Constants.N7>(arguments); break;
            case 6: MultiplyHeight<TVector, TSimd, TTiles, Constants.N6>(arguments); break;
            case 5: MultiplyHeight<TVector, TSimd, TTiles, Constants.N5>(arguments); break;
            case 4: MultiplyHeight<TVector, TSimd, TTiles, Constants.N4>(arguments); break;
            case 3: MultiplyHeight<TVector, TSimd, TTiles, Constants.N3>(arguments); break;
            case 2: MultiplyHeight<TVector, TSimd, TTiles, Constants.N2>(arguments); break;
            case 1: MultiplyHeight<TVector, TSimd, TTiles, Constants.N1>(arguments); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyHeight<TVector, TSimd, TTiles, TRows>(in GemmTileArguments arguments)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
        where TTiles : struct, ITiles
        where TRows : struct, IConstant
    {
        if (arguments.Columns > TSimd.Lanes)
            TTiles.Multiply<TVector, TSimd, TRows, Constants.N2>(arguments);
        else
            TTiles.Multiply<TVector, TSimd, TRows, Constants.N1>(arguments);
    }

    private interface ITiles
    {
        static abstract void Multiply<TVector, TSimd, TRows, TVectors>(in GemmTileArguments arguments)
            where TVector : struct
            where TSimd : struct, ISimd<TVector>
            where TRows : struct, IConstant
            where TVectors : struct, IConstant;
    }

    private readonly struct RowTiles : ITiles
    {
        public static void Multiply<TVector, TSimd, TRows, TVectors>(in GemmTileArguments arguments)
            where TVector : struct
            where TSimd : struct, ISimd<TVector>
            where TRows : struct, IConstant
            where TVectors : struct, IConstant
            => GemmRowTile.Multiply<TVector, TSimd, TRows, TVectors>(arguments);
    }

    private readonly struct PointTiles : ITiles
    {
        public static void Multiply<TVector, TSimd, TRows, TVectors>(in GemmTileArguments arguments)
            where TVector : struct
            where TSimd : struct, ISimd<TVector>
            where TRows : struct, IConstant
            where TVectors : struct, IConstant
            => GemmPointTile.Multiply<TVector, TSimd, TRows, TVectors>(arguments);
    }
}
