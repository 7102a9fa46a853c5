using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDeep.Pipelines.Rows;

/// <summary>
/// The values of one input column for the rows that a cursor has read ahead: the input has moved on when they are asked for,
/// so each slot keeps its own.
/// </summary>
internal abstract class BufferedColumn
{
    public static BufferedColumn Create(DataViewRow input, DataViewSchema.Column column, int capacity)
    {
        Type raw = column.Type.RawType;
        Type type = raw.IsGenericType && raw.GetGenericTypeDefinition() == typeof(VBuffer<>)
            ? typeof(Vectors<>).MakeGenericType(raw.GetGenericArguments())
            : typeof(Values<>).MakeGenericType(raw);
        try
        {
            return (BufferedColumn)Activator.CreateInstance(type, input, column, capacity)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw e.InnerException;
        }
    }

    public abstract void Take(int slot);

    public abstract Delegate GetGetter(Func<int> slot);

    private sealed class Values<T>(DataViewRow input, DataViewSchema.Column column, int capacity) : BufferedColumn
    {
        private readonly ValueGetter<T> _source = input.GetGetter<T>(column);
        private readonly T[] _slots = new T[capacity];

        public override void Take(int slot)
        {
            // A getter may dispose of or overwrite the value it is given (an image, say), and the reader of an earlier row may hold that one.
            _slots[slot] = default!;
            _source(ref _slots[slot]);
        }

        public override Delegate GetGetter(Func<int> slot) => (ValueGetter<T>)((ref T value) => value = _slots[slot()]);
    }

    private sealed class Vectors<T>(DataViewRow input, DataViewSchema.Column column, int capacity) : BufferedColumn
    {
        private readonly ValueGetter<VBuffer<T>> _source = input.GetGetter<VBuffer<T>>(column);
        private readonly VBuffer<T>[] _slots = new VBuffer<T>[capacity];

        public override void Take(int slot) => _source(ref _slots[slot]);

        public override Delegate GetGetter(Func<int> slot) => (ValueGetter<VBuffer<T>>)((ref VBuffer<T> value) => _slots[slot()].CopyTo(ref value));
    }
}
