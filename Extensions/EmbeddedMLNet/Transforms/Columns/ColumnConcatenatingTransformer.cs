using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;

[assembly: Microsoft.ML.LoadableClass(typeof(ColumnConcatenatingTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Concatenate columns", ColumnConcatenatingTransformer.LoaderSignature)]

namespace Microsoft.ML.Data;

/// <summary>Joins columns of one item type into a vector.</summary>
public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    internal const string LoaderSignature = "ConcatTransform";

    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingTransformer(IHostEnvironment env, string output, string[] inputs) : base(env)
    {
        ArgumentErrors.ThrowIfEmpty(output, "outputColumnName");
        ArgumentNullException.ThrowIfNull(inputs, "inputColumnNames");
        if (inputs.Length == 0) throw ArgumentErrors.Invalid("inputColumnNames", "Input columns not specified");
        if (Array.Exists(inputs, string.IsNullOrEmpty)) throw ArgumentErrors.Invalid("inputColumnNames", "Contained some null or empty items");
        _output = output;
        _inputs = inputs;
    }

    private static ColumnConcatenatingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        string output = ctx.Reader.ReadString();
        var inputs = new string[ctx.Reader.ReadCount(1)];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = ctx.Reader.ReadString();
        if (inputs.Length == 0 || output.Length == 0 || Array.Exists(inputs, string.IsNullOrEmpty)) throw new FormatException("a saved concatenation lacks columns");
        return new ColumnConcatenatingTransformer(env, output, inputs);
    }

    private protected override RowMapper CreateMapper(DataViewSchema inputSchema)
    {
        DataViewSchema.Column[] inputs = [.. _inputs.Select(name => inputSchema.GetColumnOrNull(name) ?? throw SchemaErrors.NotFound(nameof(inputSchema), "input", name))];
        PrimitiveDataViewType? item = null;
        int size = 0;
        bool variable = false;
        foreach (DataViewSchema.Column input in inputs)
        {
            var vector = input.Type as VectorDataViewType;
            PrimitiveDataViewType type = vector?.ItemType ?? input.Type as PrimitiveDataViewType ??
                throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, "a primitive type or a vector", input.Type.ToString()!);
            item ??= type;
            if (!item.Equals(type)) throw SchemaErrors.Mismatch(nameof(inputSchema), "input", input.Name, item.ToString()!, input.Type.ToString()!);
            variable |= vector is { IsKnownSize: false };
            size = checked(size + (vector?.Size ?? 1));
        }
        // A lone vector is passed on as it is.
        if (inputs is [{ Type: VectorDataViewType } lone]) return new Mapper(inputSchema, inputs, new DataViewSchema.DetachedColumn(_output, lone.Type, lone.Annotations));
        return new Mapper(inputSchema, inputs, new DataViewSchema.DetachedColumn(_output, new VectorDataViewType(item!, variable ? 0 : size), Annotations(inputs, variable ? 0 : size)));
    }

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        ctx.Writer.Write(_output);
        ctx.Writer.Write(_inputs.Length);
        foreach (string input in _inputs) ctx.Writer.Write(input);
    }

    private static DataViewSchema.Annotations Annotations(DataViewSchema.Column[] inputs, int size)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (inputs.All(i => i.IsNormalized()) && MissingValues.ItemOf(inputs[0].Type) is NumberDataViewType) builder.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        if (size == 0) return builder.ToAnnotations();
        var names = new ReadOnlyMemory<char>[size];
        var ranges = new List<int>();
        bool named = false;
        int start = 0;
        foreach (DataViewSchema.Column input in inputs)
        {
            if (input.Type is not VectorDataViewType vector)
            {
                named = true;
                names[start++] = input.Name.AsMemory();
                continue;
            }
            if (AnnotationKinds.TextVector(input, AnnotationKinds.SlotNames, vector.Size) is { } slots)
            {
                named = true;
                for (int i = 0; i < slots.Length; i++)
                    if (!slots[i].IsEmpty) names[start + i] = $"{input.Name}.{slots[i]}".AsMemory();
            }
            if (input.Annotations.Schema.GetColumnOrNull(AnnotationKinds.CategoricalSlotRanges)?.Type is VectorDataViewType { ItemType: NumberDataViewType item } && item.Equals(NumberDataViewType.Int32))
            {
                VBuffer<int> own = default;
                input.Annotations.GetValue(AnnotationKinds.CategoricalSlotRanges, ref own);
                ranges.AddRange(own.DenseValues().Select(slot => slot + start));
            }
            start += vector.Size;
        }
        if (named) builder.AddSlotNames(size, (ref VBuffer<ReadOnlyMemory<char>> value) => KeySlots.Copy(names, ref value));
        if (ranges.Count > 0)
        {
            int[] kept = [.. ranges];
            builder.Add(AnnotationKinds.CategoricalSlotRanges, new VectorDataViewType(NumberDataViewType.Int32, kept.Length / 2, 2), (ValueGetter<VBuffer<int>>)((ref VBuffer<int> value) => VBuffer<int>.Copy(kept, 0, ref value, kept.Length)));
        }
        return builder.ToAnnotations();
    }

    private static VersionInfo Version() => VersionInfo.Own("CONCAT F", LoaderSignature);

    private sealed class Mapper(DataViewSchema schema, DataViewSchema.Column[] inputs, DataViewSchema.DetachedColumn output) : RowMapper(schema, [output])
    {
        public override IEnumerable<int> InputsOf(int computed) => inputs.Select(i => i.Index);

        public override Delegate?[] CreateGetters(DataViewRow input, bool[] active) =>
            [Generic.Call(((VectorDataViewType)output.Type).ItemType.RawType, new Concatenation(input, inputs, (VectorDataViewType)output.Type))];
    }

    private readonly struct Concatenation(DataViewRow row, DataViewSchema.Column[] inputs, VectorDataViewType type) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>()
        {
            DataViewRow source = row;
            ValueGetter<T>?[] scalars = [.. inputs.Select(c => c.Type is VectorDataViewType ? null : source.GetGetter<T>(c))];
            ValueGetter<VBuffer<T>>?[] vectors = [.. inputs.Select(c => c.Type is VectorDataViewType ? source.GetGetter<VBuffer<T>>(c) : null)];
            var parts = new VBuffer<T>[vectors.Length];
            int known = type.Size;
            bool alone = vectors is [not null];
            ValueGetter<VBuffer<T>> getter = (ref VBuffer<T> value) =>
            {
                int length = 0;
                int count = 0;
                for (int i = 0; i < parts.Length; i++)
                {
                    if (vectors[i] is not { } vector)
                    {
                        length++;
                        count++;
                        continue;
                    }
                    vector(ref parts[i]);
                    length += parts[i].Length;
                    count += parts[i].GetValues().Length;
                }
                if (known > 0 && length != known) throw new InvalidOperationException($"the concatenated vector has {known} items, but a row gives {length}");
                value = alone ? Passed(parts[0], ref value) : count <= length / 2 ? Sparse(parts, scalars, length, count, ref value) : Dense(parts, scalars, length, ref value);
            };
            return getter;
        }

        private static VBuffer<T> Passed<T>(VBuffer<T> part, ref VBuffer<T> value)
        {
            part.CopyTo(ref value);
            return value;
        }

        private static VBuffer<T> Dense<T>(VBuffer<T>[] parts, ValueGetter<T>?[] scalars, int length, ref VBuffer<T> value)
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, length);
            int start = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                if (scalars[i] is { } scalar)
                {
                    scalar(ref editor.Values[start++]);
                    continue;
                }
                parts[i].CopyTo(editor.Values, start);
                start += parts[i].Length;
            }
            return editor.Commit();
        }

        private static VBuffer<T> Sparse<T>(VBuffer<T>[] parts, ValueGetter<T>?[] scalars, int length, int count, ref VBuffer<T> value)
        {
            VBufferEditor<T> editor = VBufferEditor.Create(ref value, length, count);
            int start = 0;
            int next = 0;
            for (int i = 0; i < parts.Length; i++)
            {
                if (scalars[i] is { } scalar)
                {
                    editor.Indices[next] = start++;
                    scalar(ref editor.Values[next++]);
                    continue;
                }
                ReadOnlySpan<T> values = parts[i].GetValues();
                ReadOnlySpan<int> indices = parts[i].GetIndices();
                for (int k = 0; k < values.Length; k++)
                {
                    editor.Indices[next] = start + (parts[i].IsDense ? k : indices[k]);
                    editor.Values[next++] = values[k];
                }
                start += parts[i].Length;
            }
            return editor.Commit();
        }
    }
}
