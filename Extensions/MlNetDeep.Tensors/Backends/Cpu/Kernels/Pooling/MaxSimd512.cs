using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

internal readonly unsafe struct MaxSimd512 : IMaxSimd<Vector512<float>, Vector512<int>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Broadcast(int position) => Vector512.Create(position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Challenge(Vector512<float> value, Vector512<int> position, ref Vector512<float> best, ref Vector512<int> bestPosition)
    {
        // One selection per condition: that compiles to masks, their union to more.
        Vector512<float> larger = Vector512.GreaterThan(value, best), number = Vector512.Equals(value, value);
        best = Vector512.ConditionalSelect(number, Vector512.ConditionalSelect(larger, value, best), value);
        bestPosition = Vector512.ConditionalSelect(number.AsInt32(), Vector512.ConditionalSelect(larger.AsInt32(), position, bestPosition), position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> SelectEqual(Vector512<int> left, Vector512<int> right, Vector512<float> numbers) =>
        Vector512.ConditionalSelect(Vector512.Equals(left, right).AsSingle(), numbers, Vector512<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(int* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(byte* source) => Avx512F.ConvertToVector512Int32(Vector128.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> positions, int* destination) => positions.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> positions, byte* destination) => Avx512F.ConvertToVector128Byte(positions).Store(destination);
}
