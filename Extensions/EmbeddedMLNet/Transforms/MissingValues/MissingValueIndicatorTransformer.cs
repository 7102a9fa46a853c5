using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

[assembly: Microsoft.ML.LoadableClass(typeof(Microsoft.ML.Transforms.MissingValueIndicatorTransformer), null, typeof(Microsoft.ML.SignatureLoadModel),
    "Missing value indicator", Microsoft.ML.Transforms.MissingValueIndicatorTransformer.LoaderSignature)]

namespace Microsoft.ML.Transforms;

/// <summary>Tells whether values are missing.</summary>
public sealed class MissingValueIndicatorTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "NaIndicatorTransform";

    internal MissingValueIndicatorTransformer(IHostEnvironment env, InputOutputColumnPair[] columns) : base(env, columns)
    {
    }

    private static MissingValueIndicatorTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
    {
        ctx.CheckAtModel(Version());
        return new MissingValueIndicatorTransformer(env, LoadPairs(ctx.Reader));
    }

    private protected override DataViewSchema.DetachedColumn Describe(int pair, DataViewSchema.Column input)
    {
        DataViewType item = MissingValues.ItemOf(input.Type);
        if (!MissingValues.IsReal(item) && item is not KeyDataViewType) throw new InvalidOperationException($"No IsNA predicate for '{item}'");
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add(input.Annotations, kind => kind == AnnotationKinds.SlotNames);
        annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        DataViewType type = input.Type is VectorDataViewType vector ? new VectorDataViewType(BooleanDataViewType.Instance, vector.Dimensions) : BooleanDataViewType.Instance;
        return new DataViewSchema.DetachedColumn(ColumnPairs[pair].OutputColumnName, type, annotations.ToAnnotations());
    }

    private protected override Delegate CreateGetter(int pair, DataViewRow row, DataViewSchema.Column input, DataViewSchema.DetachedColumn output) =>
        Generic.Call(MissingValues.ItemOf(input.Type).RawType, new Indicator(row, input));

    private protected override void SaveModel(ModelSaveContext ctx)
    {
        ctx.SetVersionInfo(Version());
        SavePairs(ctx.Writer);
    }

    private static VersionInfo Version() => VersionInfo.Own("NAIND TF", LoaderSignature);

    private readonly struct Indicator(DataViewRow row, DataViewSchema.Column input) : IGenericFunction<Delegate>
    {
        public Delegate Invoke<T>()
        {
            bool isKey = MissingValues.ItemOf(input.Type) is KeyDataViewType;
            if (input.Type is not VectorDataViewType)
            {
                ValueGetter<T> scalars = row.GetGetter<T>(input);
                T scalar = default!;
                ValueGetter<bool> scalarGetter = (ref bool value) =>
                {
                    scalars(ref scalar);
                    value = ValueComparer.IsMissing(scalar, isKey);
                };
                return scalarGetter;
            }
            ValueGetter<VBuffer<T>> vectors = row.GetGetter<VBuffer<T>>(input);
            VBuffer<T> vector = default;
            var missing = new List<int>();
            ValueGetter<VBuffer<bool>> getter = (ref VBuffer<bool> value) =>
            {
                vectors(ref vector);
                missing.Clear();
                foreach ((int index, T item) in vector.Items(all: isKey))
                    if (ValueComparer.IsMissing(item, isKey)) missing.Add(index);
                value = Fill(ref value, vector.Length, missing);
            };
            return getter;
        }

        private static VBuffer<bool> Fill(ref VBuffer<bool> value, int length, List<int> missing)
        {
            if (missing.Count == 0 || missing.Count < length / 2)
            {
                VBufferEditor<bool> sparse = VBufferEditor.Create(ref value, length, missing.Count);
                sparse.Values.Fill(true);
                missing.CopyTo(sparse.Indices);
                return sparse.Commit();
            }
            VBufferEditor<bool> editor = VBufferEditor.Create(ref value, length);
            editor.Values.Clear();
            foreach (int index in missing) editor.Values[index] = true;
            return editor.Commit();
        }
    }
}
