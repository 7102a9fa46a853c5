using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDeep.Pipelines.Rows;

namespace MlNetDeep.Pipelines.Heads;

/// <summary>
/// The classes of a key column: how many there are and, where the column says so, the value that each key stands for. The
/// values need not be text: a key made from numbers keeps numbers.
/// </summary>
internal sealed class ClassLabels
{
    private const string KeyValues = "KeyValues";

    private readonly IKeyValues? _values;

    private ClassLabels(int count, IKeyValues? values)
    {
        Count = count;
        _values = values;
    }

    public int Count { get; }

    /// <summary>The name of each class as text: its key value, or its number from 0 where the keys carry no values.</summary>
    public IReadOnlyList<string> Names => _values?.Names ?? [.. Enumerable.Range(0, Count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    public static ClassLabels From(DataViewSchema.Column column)
    {
        int count = checked((int)((KeyDataViewType)column.Type).Count);
        DataViewSchema.Column? annotation = column.Annotations.Schema.GetColumnOrNull(KeyValues);
        if (annotation?.Type is not VectorDataViewType vector) return new(count, null);
        IKeyValues values = Known.FirstOrDefault(v => v.RawType == vector.ItemType.RawType)
            ?? throw RowErrors.WrongType("label", column.Name, $"a key whose values are {string.Join(", ", Known.Select(v => v.TypeName))}", vector.ItemType.ToString()!);
        return new(count, values.From(column.Annotations));
    }

    /// <summary>Adds the key values, so that the key can be mapped back to its value.</summary>
    public void AddTo(DataViewSchema.Annotations.Builder builder) => _values?.AddTo(builder);

    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(_values?.TypeName ?? "");
        if (_values is null) return;
        foreach (string name in _values.Names) writer.Write(name);
    }

    public static ClassLabels Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        if (count < 1 || count > reader.BaseStream.Length) throw new InvalidDataException($"The model file says it has {count} classes.");
        string typeName = reader.ReadString();
        if (typeName.Length == 0) return new(count, null);
        IKeyValues values = Known.FirstOrDefault(v => v.TypeName == typeName)
            ?? throw new InvalidDataException($"The model file has class labels of the type '{typeName}'; expected one of {string.Join(", ", Known.Select(v => v.TypeName))}.");
        string[] names = new string[count];
        for (int i = 0; i < count; i++) names[i] = reader.ReadString();
        return new(count, values.From(names));
    }

    private static readonly IKeyValues[] Known =
    [
        new KeyValuesOf<ReadOnlyMemory<char>>(TextDataViewType.Instance, v => v.ToString(), s => s.AsMemory()),
        new KeyValuesOf<bool>(BooleanDataViewType.Instance, v => v ? "true" : "false", s => s == "true"),
        new KeyValuesOf<sbyte>(NumberDataViewType.SByte, Invariant, Parse<sbyte>),
        new KeyValuesOf<byte>(NumberDataViewType.Byte, Invariant, Parse<byte>),
        new KeyValuesOf<short>(NumberDataViewType.Int16, Invariant, Parse<short>),
        new KeyValuesOf<ushort>(NumberDataViewType.UInt16, Invariant, Parse<ushort>),
        new KeyValuesOf<int>(NumberDataViewType.Int32, Invariant, Parse<int>),
        new KeyValuesOf<uint>(NumberDataViewType.UInt32, Invariant, Parse<uint>),
        new KeyValuesOf<long>(NumberDataViewType.Int64, Invariant, Parse<long>),
        new KeyValuesOf<ulong>(NumberDataViewType.UInt64, Invariant, Parse<ulong>),
        new KeyValuesOf<float>(NumberDataViewType.Single, Invariant, Parse<float>),
        new KeyValuesOf<double>(NumberDataViewType.Double, Invariant, Parse<double>),
    ];

    private static string Invariant<T>(T value) where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static T Parse<T>(string text) where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);

    private interface IKeyValues
    {
        Type RawType { get; }

        string TypeName { get; }

        IReadOnlyList<string> Names { get; }

        IKeyValues From(DataViewSchema.Annotations annotations);

        IKeyValues From(string[] names);

        void AddTo(DataViewSchema.Annotations.Builder builder);
    }

    private sealed class KeyValuesOf<T>(PrimitiveDataViewType type, Func<T, string> format, Func<string, T> parse, T[]? values = null) : IKeyValues
    {
        public Type RawType => typeof(T);

        public string TypeName => type.ToString()!;

        public IReadOnlyList<string> Names => [.. values!.Select(format)];

        public IKeyValues From(DataViewSchema.Annotations annotations)
        {
            VBuffer<T> buffer = default;
            annotations.GetValue(KeyValues, ref buffer);
            return new KeyValuesOf<T>(type, format, parse, [.. buffer.DenseValues()]);
        }

        public IKeyValues From(string[] names) => new KeyValuesOf<T>(type, format, parse, [.. names.Select(parse)]);

        public void AddTo(DataViewSchema.Annotations.Builder builder) =>
            builder.Add<VBuffer<T>>(KeyValues, new VectorDataViewType(type, values!.Length),
                (ref VBuffer<T> value) => new VBuffer<T>(values.Length, values).CopyTo(ref value));
    }
}
