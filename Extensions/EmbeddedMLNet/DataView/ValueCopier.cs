using Microsoft.ML.Data;

namespace Microsoft.ML;

/// <summary>Copies values of one raw type: by assignment, except vectors, whose buffers are reused by their getters.</summary>
internal static class ValueCopier<T>
{
    public delegate void Copier(in T source, ref T destination);

    /// <summary>Whether a copy is no more than an assignment.</summary>
    public static readonly bool IsPlain = !(typeof(T).IsGenericType && typeof(T).GetGenericTypeDefinition() == typeof(VBuffer<>));

    public static readonly Copier Copy = Create();

    private static Copier Create()
    {
        if (!IsPlain)
        {
            return typeof(ValueCopier<T>).GetMethod(nameof(CopyVector), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
                .MakeGenericMethod(typeof(T).GetGenericArguments()[0]).CreateDelegate<Copier>();
        }
        return static (in T source, ref T destination) => destination = source;
    }

    private static void CopyVector<TItem>(in VBuffer<TItem> source, ref VBuffer<TItem> destination) => source.CopyTo(ref destination);
}
