using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetDeep.Pipelines.Tests.Parity.Programs;

/// <summary>Transforms of columns and numbers.</summary>
public static class TransformPrograms
{
    public static void Concatenate(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.Concatenate("Features", "Size", "Place", "Rooms"));
        Show(ml, print, ml.Transforms.Concatenate("Place", "Place", "Size"));
    }

    public static void ConcatenateErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Transforms.Concatenate("Features", "Size", "City").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Concatenate("Features", "Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Concatenate("Features", "Size", "City").GetOutputSchema(Shape(ml)));
        print.Error(() => ml.Transforms.Concatenate("Features", "Nope").GetOutputSchema(Shape(ml)));
        print.Error(() => ml.Transforms.Concatenate("Size"));
        print.Error(() => ml.Transforms.Concatenate(null!, "Size"));
        print.Error(() => ml.Transforms.Concatenate("Features", "Size", null!));
    }

    public static void CopyColumns(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.CopyColumns("Copy", "Place"));
        Show(ml, print, ml.Transforms.CopyColumns("City", "Size"));
        print.Error(() => ml.Transforms.CopyColumns("Copy", "Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.CopyColumns("Copy", "Nope").GetOutputSchema(Shape(ml)));
    }

    public static void DropColumns(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.DropColumns("City", "Size"));
        print.Error(() => ml.Transforms.DropColumns("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.DropColumns("Nope").GetOutputSchema(Shape(ml)));
    }

    public static void SelectColumns(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.SelectColumns("Price", "City"));
        Show(ml, print, ml.Transforms.CopyColumns("City", "Size").Append(ml.Transforms.SelectColumns(["Rooms", "City"], keepHidden: true)));
        print.Error(() => ml.Transforms.SelectColumns("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.SelectColumns("Nope").GetOutputSchema(Shape(ml)));
    }

    public static void HiddenColumns(MLContext ml, Printer print)
    {
        IDataView data = ml.Transforms.CopyColumns("Size", "Rooms").Fit(House.View(ml)).Transform(House.View(ml));
        print.Schema(data.Schema);
        print.Value("by name", data.Schema["Size"].Index);
        print.Value("hidden one", data.GetColumn<float>(data.Schema[0]));
        print.Value("visible one", data.GetColumn<float>("Size"));
    }

    public static void MinMax(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.NormalizeMinMax("Out", "Size"));
        Show(ml, print, ml.Transforms.NormalizeMinMax("Out", "Size", fixZero: false));
        Show(ml, print, ml.Transforms.NormalizeMinMax("Place"));
        Show(ml, print, ml.Transforms.NormalizeMinMax("Place", fixZero: false));
        Show(ml, print, ml.Transforms.NormalizeMinMax([new InputOutputColumnPair("A", "Size"), new InputOutputColumnPair("B", "Price")], maximumExampleCount: 2));
    }

    public static void MeanVariance(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.NormalizeMeanVariance("Out", "Size"));
        Show(ml, print, ml.Transforms.NormalizeMeanVariance("Out", "Size", fixZero: false));
        Show(ml, print, ml.Transforms.NormalizeMeanVariance("Place"));
        Show(ml, print, ml.Transforms.NormalizeMeanVariance("Place", fixZero: false));
        Show(ml, print, ml.Transforms.NormalizeMeanVariance("Out", "Price", useCdf: true));
        Show(ml, print, ml.Transforms.NormalizeMeanVariance("Place", useCdf: true));
    }

    public static void NormalizersOfDoubles(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.LoadFromEnumerable([new Doubles { Value = -2, Values = [0, 5] }, new Doubles { Value = 6, Values = [0, 7] }, new Doubles { Value = 1, Values = [0, double.NaN] }]);
        foreach (IEstimator<ITransformer> estimator in new IEstimator<ITransformer>[]
        {
            ml.Transforms.NormalizeMinMax("Value"), ml.Transforms.NormalizeMinMax("Values", fixZero: false),
            ml.Transforms.NormalizeMeanVariance("Value"), ml.Transforms.NormalizeMeanVariance("Values", fixZero: false), ml.Transforms.NormalizeMeanVariance("Values", useCdf: true),
        })
        {
            print.View(estimator.Fit(data).Transform(data));
        }
    }

    public static void NormalizerErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Transforms.NormalizeMinMax("City").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.NormalizeMinMax("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.NormalizeMinMax("City").GetOutputSchema(Shape(ml)));
        print.Error(() => ml.Transforms.NormalizeMinMax("Nope").GetOutputSchema(Shape(ml)));
        print.Error(() => ml.Transforms.NormalizeMinMax("Size", maximumExampleCount: 1));
        print.Error(() => ml.Transforms.NormalizeMeanVariance("Size").Fit(ml.Data.TakeRows(ml.Data.SkipRows(House.View(ml), 99), 1)));
        ITransformer model = ml.Transforms.NormalizeMinMax("Size").Fit(House.View(ml));
        print.Error(() => model.Transform(ml.Data.LoadFromEnumerable([new AllTypes()])));
    }

    public static void ReplaceMissingValues(MLContext ml, Printer print)
    {
        foreach (MissingValueReplacingEstimator.ReplacementMode mode in Enum.GetValues<MissingValueReplacingEstimator.ReplacementMode>())
        {
            print.Line(mode.ToString());
            Show(ml, print, ml.Transforms.ReplaceMissingValues("Size", replacementMode: mode));
            Show(ml, print, ml.Transforms.ReplaceMissingValues("Out", "Place", mode));
        }
        Show(ml, print, ml.Transforms.ReplaceMissingValues("Place", replacementMode: MissingValueReplacingEstimator.ReplacementMode.Mean, imputeBySlot: false));
    }

    public static void ReplaceMissingValuesErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Transforms.ReplaceMissingValues("City").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.ReplaceMissingValues("City").GetOutputSchema(Shape(ml)));
        print.Error(() => ml.Transforms.ReplaceMissingValues("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.ReplaceMissingValues("Nope").GetOutputSchema(Shape(ml)));
    }

    public static void IndicateMissingValues(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.IndicateMissingValues("Missing", "Size"));
        Show(ml, print, ml.Transforms.IndicateMissingValues("Missing", "Place"));
        Show(ml, print, ml.Transforms.IndicateMissingValues([new InputOutputColumnPair("A", "Size"), new InputOutputColumnPair("B", "Price")]));
        print.Error(() => ml.Transforms.IndicateMissingValues("City").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.IndicateMissingValues("Nope").Fit(House.View(ml)));
    }

    public static void CustomMapping(MLContext ml, Printer print)
    {
        CustomMappingEstimator<House, Density> estimator = ml.Transforms.CustomMapping<House, Density>((h, d) => { d.PerRoom = h.Size / h.Rooms; d.Name = h.City + "!"; }, null);
        Show(ml, print, estimator);
        using var stream = new MemoryStream();
        print.Error(() => ml.Model.Save(estimator.Fit(House.View(ml)), House.View(ml).Schema, stream));
        print.Error(() => ml.Transforms.CustomMapping<Scored, Density>((_, _) => { }, null).Fit(House.View(ml)));
    }

    public static void CustomMappingOfAMissingColumn(MLContext ml, Printer print) =>
        print.Error(() => ml.Transforms.CustomMapping<Scored, Density>((_, _) => { }, null).Fit(House.View(ml)).Transform(House.View(ml)));

    public static void Chains(MLContext ml, Printer print)
    {
        EstimatorChain<NormalizingTransformer> chain = ml.Transforms.CopyColumns("A", "Size")
            .Append(ml.Transforms.NormalizeMinMax("B", "A"), TransformerScope.Everything)
            .AppendCacheCheckpoint(ml);
        TransformerChain<NormalizingTransformer> model = chain.Fit(House.View(ml));
        print.Value("last", model.LastTransformer.GetType().Name);
        print.Value("parts", model.Select(t => t.GetType().Name));
        print.Schema(model.GetOutputSchema(House.View(ml).Schema));
        print.View(model.Transform(House.View(ml)), 2);
        var training = ml.Transforms.CopyColumns("A", "Size").Append(ml.Transforms.CopyColumns("B", "A"), TransformerScope.Training);
        print.Value("without training parts", training.Fit(House.View(ml)).Select(t => t.GetType().Name));
        print.Error(() => chain.GetOutputSchema(null!));
        print.Error(() => ml.Transforms.CopyColumns("A", "Size").Append(ml.Transforms.NormalizeMinMax("Nope")).Fit(House.View(ml)));
    }

    public static void RowToRowMapper(MLContext ml, Printer print)
    {
        ITransformer model = ml.Transforms.CopyColumns("A", "Size").Append(ml.Transforms.NormalizeMinMax("B", "Price")).Fit(House.View(ml));
        print.Value("mapper", model.IsRowToRowMapper);
        IRowToRowMapper mapper = model.GetRowToRowMapper(House.View(ml).Schema);
        print.Value("needs", mapper.GetDependencies([mapper.OutputSchema["B"]]).Select(c => c.Name));
        print.Value("needs for both", mapper.GetDependencies([mapper.OutputSchema["A"], mapper.OutputSchema["B"]]).Select(c => c.Name));
    }

    public static void CursorSets(MLContext ml, Printer print)
    {
        IDataView data = ml.Data.LoadFromEnumerable(Enumerable.Range(0, 300).Select(i => new Doubles { Value = i, Values = [i, i] }));
        IDataView mapped = ml.Transforms.NormalizeMinMax("Value").Fit(data).Transform(data);
        foreach (IDataView view in new[] { data, mapped, ml.Data.Cache(data) })
        {
            var seen = new List<double>();
            DataViewRowCursor[] cursors = view.GetRowCursorSet([view.Schema["Values"]], 3);
            foreach (DataViewRowCursor cursor in cursors)
            {
                using DataViewRowCursor one = cursor;
                ValueGetter<VBuffer<double>> getter = one.GetGetter<VBuffer<double>>(view.Schema["Values"]);
                VBuffer<double> value = default;
                while (one.MoveNext())
                {
                    getter(ref value);
                    seen.Add(value.GetItemOrDefault(0));
                }
            }
            print.Value("all rows once", seen.Order().SequenceEqual(Enumerable.Range(0, 300).Select(i => (double)i)));
        }
    }

    public static void ShapesForetell(MLContext ml, Printer print)
    {
        foreach (IEstimator<ITransformer> estimator in new IEstimator<ITransformer>[]
        {
            ml.Transforms.Concatenate("Out", "Size", "Place"), ml.Transforms.CopyColumns("Out", "City"), ml.Transforms.DropColumns("City"), ml.Transforms.SelectColumns("City"),
            ml.Transforms.NormalizeMinMax("Out", "Place"), ml.Transforms.ReplaceMissingValues("Out", "Place"), ml.Transforms.IndicateMissingValues("Out", "Place"),
            ml.Transforms.Conversion.MapValueToKey("Out", "City"), ml.Transforms.Conversion.ConvertType("Out", "Size", DataKind.Double), ml.Transforms.Categorical.OneHotEncoding("Out", "City"),
            ml.Transforms.CustomMapping<House, Density>((_, _) => { }, null),
        })
        {
            print.Line(estimator.GetType().Name.Split('`')[0]);
            print.Shape(estimator.GetOutputSchema(Shape(ml)));
        }
    }

    private static void Show(MLContext ml, Printer print, IEstimator<ITransformer> estimator)
    {
        IDataView data = House.View(ml);
        print.View(estimator.Fit(data).Transform(data));
    }

    // The shape of the rows: that of a mapping that adds nothing.
    internal static SchemaShape Shape(MLContext ml) =>
        ml.Transforms.CustomMapping<Nothing, House>((_, _) => { }, null).GetOutputSchema(new SchemaShape([]));

    public sealed class Nothing
    {
    }

    public sealed class Density
    {
        public float PerRoom { get; set; }

        public string Name { get; set; } = "";
    }

    public sealed class Doubles
    {
        public double Value { get; set; }

        [VectorType(2)]
        public double[] Values { get; set; } = [];
    }
}
