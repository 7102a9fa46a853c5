using Microsoft.ML.Data;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known about a column beyond its type: named values, read like those of a row.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        internal Annotations(DataViewSchema schema, Delegate[] getters)
        {
            Schema = schema;
            _getters = getters;
        }

        /// <summary>No annotations.</summary>
        public static Annotations Empty { get; } = new(new DataViewSchema([]), []);

        /// <summary>The kinds of annotation and their types.</summary>
        public DataViewSchema Schema { get; }

        /// <summary>A getter of one annotation.</summary>
        /// <typeparam name="TValue">The raw type of the annotation.</typeparam>
        /// <param name="column">A column of <see cref="Schema"/>.</param>
        /// <exception cref="InvalidOperationException"><typeparamref name="TValue"/> is another type.</exception>
        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column.Index, (uint)_getters.Length, nameof(column));
            return Getters.Cast<TValue>(_getters[column.Index], column);
        }

        /// <summary>Reads one annotation.</summary>
        /// <typeparam name="TValue">The raw type of the annotation.</typeparam>
        /// <param name="kind">Its name, such as <c>SlotNames</c>.</param>
        /// <param name="value">Receives the value.</param>
        /// <exception cref="InvalidOperationException">There is none of that kind, or it has another type.</exception>
        public void GetValue<TValue>(string kind, ref TValue value)
        {
            Column column = Schema.GetColumnOrNull(kind) ?? throw new InvalidOperationException($"Metadata {kind} does not exist");
            GetGetter<TValue>(column)(ref value);
        }

        /// <summary>The kinds of annotation.</summary>
        public override string ToString() => string.Join(", ", Schema.Select(c => c.Name));

        internal Delegate GetGetterInternal(int index) => _getters[index];

        /// <summary>Collects annotations.</summary>
        public sealed class Builder
        {
            private readonly DataViewSchema.Builder _schema = new();
            private readonly List<Delegate> _getters = [];

            /// <summary>Creates an empty collection.</summary>
            public Builder()
            {
            }

            /// <summary>Adds those annotations of another collection that a predicate selects.</summary>
            /// <param name="annotations">The other collection.</param>
            /// <param name="selector">Says by kind which are taken.</param>
            public void Add(Annotations annotations, Func<string, bool> selector)
            {
                ArgumentNullException.ThrowIfNull(selector);
                if (annotations is null) return;
                foreach (Column column in annotations.Schema)
                {
                    if (!column.IsHidden && selector(column.Name))
                        Add(column.Name, column.Type, annotations._getters[column.Index], column.Annotations);
                }
            }

            /// <summary>Adds one annotation.</summary>
            /// <typeparam name="TValue">The raw type of <paramref name="type"/>.</typeparam>
            /// <param name="name">Its kind.</param>
            /// <param name="type">Its type.</param>
            /// <param name="getter">Gives its value.</param>
            /// <param name="annotations">Annotations of the annotation.</param>
            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null) =>
                Add(name, type, (Delegate)getter, annotations);

            /// <summary>Adds one annotation with a getter that is a <see cref="ValueGetter{TValue}"/> of the raw type.</summary>
            /// <param name="name">Its kind.</param>
            /// <param name="type">Its type.</param>
            /// <param name="getter">Gives its value.</param>
            /// <param name="annotations">Annotations of the annotation.</param>
            /// <exception cref="ArgumentException">The getter gives another type.</exception>
            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                ArgumentException.ThrowIfNullOrEmpty(name);
                ArgumentNullException.ThrowIfNull(type);
                ArgumentNullException.ThrowIfNull(getter);
                Type expected = typeof(ValueGetter<>).MakeGenericType(type.RawType);
                if (getter.GetType() != expected)
                    throw new ArgumentException($"the getter of annotation '{name}' of type {type} must be a {expected}, got {getter.GetType()}", nameof(getter));
                _schema.AddColumn(name, type, annotations);
                _getters.Add(getter);
            }

            /// <summary>Adds a value of a primitive type.</summary>
            /// <typeparam name="TValue">The raw type of <paramref name="type"/>.</typeparam>
            /// <param name="name">Its kind.</param>
            /// <param name="type">Its type.</param>
            /// <param name="value">The value.</param>
            /// <param name="annotations">Annotations of the annotation.</param>
            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null) =>
                Add(name, type, (ref TValue destination) => destination = value, annotations);

            /// <summary>The collected annotations.</summary>
            public Annotations ToAnnotations() => _getters.Count == 0 ? Empty : new Annotations(_schema.ToSchema(), [.. _getters]);
        }
    }
}
