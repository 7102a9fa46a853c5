using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The names of the slots that keys become, and how many explicit ones make a vector dense.</summary>
internal static class KeySlots
{
    /// <summary>Whether ML.NET writes a vector densely after so many items were added.</summary>
    public static bool IsDense(int added, int length) => added > 0 && added >= length / 2;

    /// <summary>The names of the slots of a vector of keys: those of the places of the keys, or their numbers, before those of the values.</summary>
    public static ReadOnlyMemory<char>[] Names(DataViewSchema.Column input, int size, ReadOnlyMemory<char>[] values)
    {
        ReadOnlyMemory<char>[]? places = AnnotationKinds.TextVector(input, AnnotationKinds.SlotNames, size);
        var names = new ReadOnlyMemory<char>[size * values.Length];
        for (int i = 0; i < names.Length; i++)
        {
            int place = i / values.Length;
            string prefix = places is null || places[place].IsEmpty ? string.Create(CultureInfo.InvariantCulture, $"[{place}]") : places[place].ToString();
            names[i] = $"{prefix}.{values[i % values.Length]}".AsMemory();
        }
        return names;
    }

    /// <summary>Adds the names of the slots of an output column.</summary>
    public static void Add(DataViewSchema.Annotations.Builder builder, VectorDataViewType output, ReadOnlyMemory<char>[] names) => builder.Add(
        AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, output.Dimensions),
        (ValueGetter<VBuffer<ReadOnlyMemory<char>>>)((ref VBuffer<ReadOnlyMemory<char>> value) => VBuffer<ReadOnlyMemory<char>>.Copy(names, 0, ref value, names.Length)));

    /// <summary>Copies names, sparsely where most are empty.</summary>
    public static void Copy(ReadOnlyMemory<char>[] names, ref VBuffer<ReadOnlyMemory<char>> value)
    {
        int count = names.Count(n => !n.IsEmpty);
        if (IsDense(count, names.Length))
        {
            VBuffer<ReadOnlyMemory<char>>.Copy(names, 0, ref value, names.Length);
            return;
        }
        VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, names.Length, count);
        int next = 0;
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i].IsEmpty) continue;
            editor.Indices[next] = i;
            editor.Values[next++] = names[i];
        }
        value = editor.Commit();
    }
}
