using System.Linq.Expressions;
using System.Numerics;
using System.Reflection;

namespace Microsoft.ML.Data;

/// <summary>Moves values between the members of row objects and columns, with delegates compiled once per member.</summary>
internal static class MemberAccess
{
    /// <summary>A <see cref="ValueGetter{TValue}"/> of the member's column that reads the object given by a function.</summary>
    public static Delegate CreateGetter<TRow>(RowMember member, Func<TRow> current)
    {
        Type type = member.MemberType;
        int size = (member.ColumnType as VectorDataViewType)?.Size ?? 0;
        if (type == typeof(string)) return Text(Reader<TRow, string?>(member.Member), current);
        if (type == typeof(string[])) return Array(member, Reader<TRow, string?[]?>(member.Member), static s => s.AsMemory(), size, current);
        if (type.IsSZArray) return Generic.Call(type.GetElementType()!, new ArrayGetter<TRow>(member, size, current));
        if (member.ColumnType is KeyDataViewType key)
        {
            return type == typeof(byte) ? Key(Reader<TRow, byte>(member.Member), key.Count, current)
                : type == typeof(ushort) ? Key(Reader<TRow, ushort>(member.Member), key.Count, current)
                : type == typeof(uint) ? Key(Reader<TRow, uint>(member.Member), key.Count, current)
                : Key(Reader<TRow, ulong>(member.Member), key.Count, current);
        }
        return Generic.Call(type, new ValueGetterOf<TRow>(member, current));
    }

    /// <summary>A function that writes the column of a row into the member of an object.</summary>
    public static Action<TRow> CreateSetter<TRow>(MemberInfo member, DataViewRow row, DataViewSchema.Column column)
    {
        Type type = RowMember.TypeOf(member);
        if (type == typeof(string))
        {
            ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
            Action<TRow, string> write = Writer<TRow, string>(member);
            ReadOnlyMemory<char> text = default;
            return target =>
            {
                getter(ref text);
                write(target, text.ToString());
            };
        }
        if (type == typeof(string[])) return ToArray<TRow, ReadOnlyMemory<char>, string>(member, row, column, static (source, target) =>
        {
            for (int i = 0; i < target.Length; i++) target[i] = source.GetItemOrDefault(i).ToString();
        });
        if (type.IsSZArray) return Generic.Call(type.GetElementType()!, new ArraySetter<TRow>(member, row, column));
        return Generic.Call(type, new ValueSetter<TRow>(member, row, column));
    }

    public static Func<TRow, TValue> Reader<TRow, TValue>(MemberInfo member)
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        return Expression.Lambda<Func<TRow, TValue>>(Expression.MakeMemberAccess(row, member), row).Compile();
    }

    public static Action<TRow, TValue> Writer<TRow, TValue>(MemberInfo member)
    {
        ParameterExpression row = Expression.Parameter(typeof(TRow));
        ParameterExpression value = Expression.Parameter(typeof(TValue));
        return Expression.Lambda<Action<TRow, TValue>>(Expression.Assign(Expression.MakeMemberAccess(row, member), value), row, value).Compile();
    }

    private static ValueGetter<ReadOnlyMemory<char>> Text<TRow>(Func<TRow, string?> read, Func<TRow> current) =>
        (ref ReadOnlyMemory<char> value) => value = read(current()).AsMemory();

    // Single keys of objects are counted from 0, as in text files; a column counts them from 1.
    private static ValueGetter<TKey> Key<TRow, TKey>(Func<TRow, TKey> read, ulong count, Func<TRow> current) where TKey : IBinaryInteger<TKey> => (ref TKey value) =>
    {
        ulong index = ulong.CreateTruncating(read(current()));
        value = index < count ? TKey.CreateTruncating(index + 1) : TKey.Zero;
    };

    private static ValueGetter<VBuffer<TRaw>> Array<TRow, TItem, TRaw>(RowMember member, Func<TRow, TItem[]?> read, Func<TItem, TRaw> convert, int size, Func<TRow> current) =>
        (ref VBuffer<TRaw> value) =>
        {
            TItem[]? items = read(current());
            // A null where the size is known is a vector of nothing but default values: prediction examples often leave labels out.
            if (items is null)
            {
                value = VBufferEditor.Create(ref value, size, 0).Commit();
                return;
            }
            CheckSize(member, size, items.Length);
            VBufferEditor<TRaw> editor = VBufferEditor.Create(ref value, items.Length);
            if (items is TRaw[] same) same.CopyTo(editor.Values);
            else for (int i = 0; i < items.Length; i++) editor.Values[i] = convert(items[i]);
            value = editor.Commit();
        };

    private static Action<TRow> ToArray<TRow, TRaw, TItem>(MemberInfo member, DataViewRow row, DataViewSchema.Column column, Action<VBuffer<TRaw>, TItem[]> copy)
    {
        ValueGetter<VBuffer<TRaw>> getter = row.GetGetter<VBuffer<TRaw>>(column);
        Func<TRow, TItem[]?>? read = member is FieldInfo or PropertyInfo { CanRead: true } ? Reader<TRow, TItem[]?>(member) : null;
        Action<TRow, TItem[]> write = Writer<TRow, TItem[]>(member);
        VBuffer<TRaw> buffer = default;
        return target =>
        {
            getter(ref buffer);
            TItem[]? items = read?.Invoke(target);
            if (items is null || items.Length != buffer.Length) items = new TItem[buffer.Length];
            copy(buffer, items);
            write(target, items);
        };
    }

    private static void CheckSize(RowMember member, int size, int actual)
    {
        if (size > 0 && actual != size)
            throw new InvalidOperationException($"the vector '{member.ColumnName}' has {size} items, but a row has {actual} in {member.Member.Name}");
    }

    private readonly struct ArrayGetter<TRow>(RowMember member, int size, Func<TRow> current) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>() => Array(member, Reader<TRow, T[]?>(member.Member), static item => item, size, current);
    }

    private readonly struct ValueGetterOf<TRow>(RowMember member, Func<TRow> current) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>()
        {
            Func<TRow, T> read = Reader<TRow, T>(member.Member);
            Func<TRow> row = current;
            ValueGetter<T> getter = (ref T value) =>
            {
                T item = read(row());
                ValueCopier<T>.Copy(in item, ref value);
            };
            return getter;
        }
    }

    private readonly struct ArraySetter<TRow>(MemberInfo member, DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Action<TRow>>
    {
        public Action<TRow> Invoke<T>() => ToArray<TRow, T, T>(member, row, column, static (source, target) => source.CopyTo(target.AsSpan()));
    }

    private readonly struct ValueSetter<TRow>(MemberInfo member, DataViewRow row, DataViewSchema.Column column) : IGenericFunction<Action<TRow>>
    {
        public Action<TRow> Invoke<T>()
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            Action<TRow, T> write = Writer<TRow, T>(member);
            return target =>
            {
                // A fresh value each time: objects that were filled before must keep theirs.
                T value = default!;
                getter(ref value);
                write(target, value);
            };
        }
    }
}
