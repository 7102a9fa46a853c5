using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

internal readonly unsafe struct MaxSimd256 : IMaxSimd<Vector256<float>, Vector256<int>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Broadcast(int position) => Vector256.Create(position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Challenge(Vector256<float> value, Vector256<int> position, ref Vector256<float> best, ref Vector256<int> bestPosition)
    {
        // One selection per condition: that compiles to masks, their union to more.
        Vector256<float> larger = Vector256.GreaterThan(value, best), number = Vector256.Equals(value, value);
        best = Vector256.ConditionalSelect(number, Vector256.ConditionalSelect(larger, value, best), value);
        bestPosition = Vector256.ConditionalSelect(number.AsInt32(), Vector256.ConditionalSelect(larger.AsInt32(), position, bestPosition), position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> SelectEqual(Vector256<int> left, Vector256<int> right, Vector256<float> numbers) =>
        Vector256.ConditionalSelect(Vector256.Equals(left, right).AsSingle(), numbers, Vector256<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(int* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Load(byte* source)
    {
        Vector128<ushort> words = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)source).AsByte());
        return Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> positions, int* destination) => positions.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<int> positions, byte* destination)
    {
        Vector128<ushort> words = Vector128.Narrow(positions.GetLower().AsUInt32(), positions.GetUpper().AsUInt32());
        *(ulong*)destination = Vector128.Narrow(words, words).AsUInt64().ToScalar();
    }
}
