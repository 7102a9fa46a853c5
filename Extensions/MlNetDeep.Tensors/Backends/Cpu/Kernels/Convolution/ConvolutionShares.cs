using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

/// <summary>Adds the results of the shares into which a weight gradient cut its pixels.</summary>
internal static unsafe class ConvolutionShares
{
    /// <summary>result[i] = the sum of partials[share * stride + i], in the order of the shares.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TVector, TSimd>(float* partials, int shares, int stride, int count, float* result)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        int i = 0;
        for (; i + TSimd.Lanes <= count; i += TSimd.Lanes)
        {
            TVector sum = TSimd.Load(partials + i);
            for (nint share = 1; share < shares; share++)
                sum = TSimd.Add(sum, TSimd.Load(partials + (share * stride) + i));
            TSimd.Store(sum, result + i);
        }

        for (; i < count; i++)
        {
            float sum = partials[i];
            for (nint share = 1; share < shares; share++)
                sum += partials[(share * stride) + i];
            result[i] = sum;
        }
    }
}
