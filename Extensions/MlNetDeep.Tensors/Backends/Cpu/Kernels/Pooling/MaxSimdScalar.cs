using System.Runtime.CompilerServices;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

internal readonly unsafe struct MaxSimdScalar : IMaxSimd<float, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Broadcast(int position) => position;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Challenge(float value, int position, ref float best, ref int bestPosition)
    {
        if (!(value > best) && !float.IsNaN(value)) return;
        best = value;
        bestPosition = position;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SelectEqual(int left, int right, float numbers) => left == right ? numbers : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Load(int* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Load(byte* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int positions, int* destination) => *destination = positions;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(int positions, byte* destination) => *destination = (byte)positions;
}
