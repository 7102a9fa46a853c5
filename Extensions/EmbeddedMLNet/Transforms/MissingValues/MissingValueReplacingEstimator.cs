using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Learns what takes the place of missing values.</summary>
public sealed class MissingValueReplacingEstimator : IEstimator<MissingValueReplacingTransformer>
{
    private readonly IHostEnvironment _env;
    private readonly InputOutputColumnPair[] _columns;
    private readonly ReplacementMode _mode;
    private readonly bool _bySlot;

    internal MissingValueReplacingEstimator(IHostEnvironment env, InputOutputColumnPair[] columns, ReplacementMode mode, bool bySlot)
    {
        _env = env;
        _columns = columns;
        _mode = mode;
        _bySlot = bySlot;
    }

    /// <summary>What takes the place of a missing value.</summary>
    [SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "The storage is that of ML.NET.")]
    public enum ReplacementMode : byte
    {
        /// <summary>Zero.</summary>
        DefaultValue = 0,

        /// <summary>The mean of the other values.</summary>
        Mean = 1,

        /// <summary>The smallest of the other values.</summary>
        Minimum = 2,

        /// <summary>The largest of the other values.</summary>
        Maximum = 3,

        /// <summary>The most frequent of the other values.</summary>
        Mode = 5,
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return inputSchema.With(_columns.Select(pair =>
        {
            SchemaShape.Column input = inputSchema.Find(pair.InputColumnName);
            MissingValueReplacingTransformer.Check(input.ItemType, input.ItemType);
            var annotations = new List<SchemaShape.Column>();
            if (input.Annotations.TryFindColumn(AnnotationKinds.SlotNames, out SchemaShape.Column slots)) annotations.Add(slots);
            if (input.Annotations.TryFindColumn(AnnotationKinds.IsNormalized, out SchemaShape.Column normalized)) annotations.Add(normalized);
            return new SchemaShape.Column(pair.OutputColumnName, input.Kind, input.ItemType, false, new SchemaShape(annotations));
        }));
    }

    /// <summary>Learns the replacements in one pass; zero needs none.</summary>
    /// <param name="input">The training data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has a type without missing values.</exception>
    public MissingValueReplacingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        DataViewSchema.Column[] inputs = [.. _columns.Select(p => input.Schema.GetColumnOrNull(p.InputColumnName) ?? throw SchemaErrors.NotFound(nameof(input), "input", p.InputColumnName))];
        foreach (DataViewSchema.Column column in inputs) MissingValueReplacingTransformer.Check(MissingValues.ItemOf(column.Type), column.Type);
        if (!Enum.IsDefined(_mode)) throw new InvalidOperationException($"Internal error, undefined ReplacementKind '{_mode}' assigned in NAReplaceTransform.");
        double[][] values = _mode == ReplacementMode.DefaultValue ? [.. inputs.Select(_ => new double[1])] : Learn(input, inputs);
        return new MissingValueReplacingTransformer(_env, _columns, [.. inputs.Select((c, i) => new MissingValueReplacement(c.Type, values[i], _mode != ReplacementMode.DefaultValue && HasSlots(c.Type)))]);
    }

    private double[][] Learn(IDataView input, DataViewSchema.Column[] inputs)
    {
        using IChannel channel = _env.Start("Computing Statistics");
        var learners = new Learner[inputs.Length];
        using (DataViewRowCursor cursor = input.GetRowCursor(inputs))
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                if (_bySlot && inputs[i].Type is VectorDataViewType { IsKnownSize: false }) channel.Warning(MessageSensitivity.None, "By-slot imputation can not be done on variable-length column");
                learners[i] = new Learner(cursor, inputs[i], _mode, HasSlots(inputs[i].Type));
            }
            while (cursor.MoveNext())
                foreach (Learner learner in learners) learner.Add();
        }
        return [.. learners.Select(learner => learner.Finish(channel))];
    }

    private bool HasSlots(DataViewType type) => _bySlot && type is VectorDataViewType { IsKnownSize: true };

    private sealed class Learner
    {
        private readonly SlotImputer[] _slots;
        private readonly Func<long> _read;
        private long _count;

        public Learner(DataViewRow row, DataViewSchema.Column column, ReplacementMode mode, bool bySlot)
        {
            // Only the slots of Double leave infinite values out.
            bool isDouble = MissingValues.ItemOf(column.Type).Equals(NumberDataViewType.Double);
            double bound = bySlot && isDouble ? double.MaxValue : double.PositiveInfinity;
            if (mode == ReplacementMode.Maximum) bound = -bound;
            _slots = [.. Enumerable.Range(0, bySlot ? ((VectorDataViewType)column.Type).Size : 1).Select(_ => SlotImputer.Create(mode, bound))];
            _read = column.Type is not VectorDataViewType
                ? isDouble ? Scalar<double>(row, column, static v => v) : Scalar<float>(row, column, static v => v)
                : isDouble ? Vector<double>(row, column, bySlot, static v => v) : Vector<float>(row, column, bySlot, static v => v);
        }

        public void Add() => _count += _read();

        public double[] Finish(IChannel channel)
        {
            var values = new double[_slots.Length];
            for (int i = 0; i < values.Length; i++)
            {
                double? value = _slots[i].Finish(_count);
                if (value is null) channel.Warning(MessageSensitivity.None, "All values in this column are NAs, using default value for imputation");
                values[i] = value ?? 0;
            }
            return values;
        }

        private Func<long> Scalar<T>(DataViewRow row, DataViewSchema.Column column, Func<T, double> convert)
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            T value = default!;
            return () =>
            {
                getter(ref value);
                _slots[0].Add(convert(value));
                return 1;
            };
        }

        private Func<long> Vector<T>(DataViewRow row, DataViewSchema.Column column, bool bySlot, Func<T, double> convert)
        {
            ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
            VBuffer<T> vector = default;
            return () =>
            {
                getter(ref vector);
                ReadOnlySpan<T> values = vector.GetValues();
                ReadOnlySpan<int> indices = vector.GetIndices();
                for (int i = 0; i < values.Length; i++) _slots[!bySlot ? 0 : vector.IsDense ? i : indices[i]].Add(convert(values[i]));
                return bySlot ? 1 : vector.Length;
            };
        }
    }
}
