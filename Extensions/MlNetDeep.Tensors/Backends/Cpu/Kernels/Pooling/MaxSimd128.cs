using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlNetDeep.Tensors.Backends.Cpu.Kernels;

internal readonly unsafe struct MaxSimd128 : IMaxSimd<Vector128<float>, Vector128<int>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Broadcast(int position) => Vector128.Create(position);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Challenge(Vector128<float> value, Vector128<int> position, ref Vector128<float> best, ref Vector128<int> bestPosition)
    {
        // One selection per condition: that compiles to masks, their union to more.
        Vector128<float> larger = Vector128.GreaterThan(value, best), number = Vector128.Equals(value, value);
        best = Vector128.ConditionalSelect(number, Vector128.ConditionalSelect(larger, value, best), value);
        bestPosition = Vector128.ConditionalSelect(number.AsInt32(), Vector128.ConditionalSelect(larger.AsInt32(), position, bestPosition), position);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> SelectEqual(Vector128<int> left, Vector128<int> right, Vector128<float> numbers) =>
        Vector128.ConditionalSelect(Vector128.Equals(left, right).AsSingle(), numbers, Vector128<float>.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(int* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Load(byte* source) =>
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(uint*)source).AsByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> positions, int* destination) => positions.Store(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> positions, byte* destination)
    {
        Vector128<ushort> words = Vector128.Narrow(positions.AsUInt32(), positions.AsUInt32());
        *(uint*)destination = Vector128.Narrow(words, words).AsUInt32().ToScalar();
    }
}
