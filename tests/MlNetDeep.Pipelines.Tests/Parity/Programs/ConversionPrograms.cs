using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlNetDeep.Pipelines.Tests.Parity.Programs;

/// <summary>Keys, categories and conversions of types.</summary>
public static class ConversionPrograms
{
    public static void ValueToKey(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "City"));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "City", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Size"));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Size", addKeyValueAnnotationsAsText: true));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "Place"));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "City", maximumNumberOfKeys: 1));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey([new InputOutputColumnPair("A", "City"), new InputOutputColumnPair("B", "Rooms")]));
    }

    public static void ValueToKeyOfGivenKeys(MLContext ml, Printer print)
    {
        IDataView keys = ml.Data.LoadFromEnumerable([new Town { Name = "Ulm" }, new Town { Name = "Kiel" }, new Town { Name = "Bonn" }]);
        print.Error(() => ml.Transforms.Conversion.MapValueToKey("Key", "City", keyData: keys));
        keys = ml.Transforms.SelectColumns("Name").Fit(keys).Transform(keys);
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "City", keyData: keys));
        print.Error(() => ml.Transforms.Conversion.MapValueToKey("Key", "City", keyData: House.View(ml)).Fit(House.View(ml)));
    }

    public static void ValueToKeyOfUnseen(MLContext ml, Printer print)
    {
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Key", "City").Fit(ml.Data.TakeRows(House.View(ml), 1));
        print.View(model.Transform(House.View(ml)));
    }

    public static void ValueToKeyErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Transforms.Conversion.MapValueToKey("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Conversion.MapValueToKey("Nope").GetOutputSchema(TransformPrograms.Shape(ml)));
        print.Error(() => ml.Transforms.Conversion.MapValueToKey("City", maximumNumberOfKeys: 0).Fit(House.View(ml)));
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Key", "City").Fit(House.View(ml));
        print.Error(() => model.Transform(ml.Data.LoadFromEnumerable([new AllTypes()])));
        print.Error(() => model.Transform(ml.Data.LoadFromEnumerable([new DataPrograms.CityAsNumber()])));
    }

    public static void KeyToValue(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "City").Append(ml.Transforms.Conversion.MapKeyToValue("Value", "Key")));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "Size").Append(ml.Transforms.Conversion.MapKeyToValue("Key")));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "Place").Append(ml.Transforms.Conversion.MapKeyToValue("Value", "Key")));
    }

    public static void KeyToValueErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Transforms.Conversion.MapKeyToValue("City").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Conversion.MapKeyToValue("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Conversion.MapKeyToValue("City").GetOutputSchema(TransformPrograms.Shape(ml)));
        print.Error(() => ml.Transforms.Conversion.MapKeyToValue("Key").Fit(ml.Data.LoadFromEnumerable([new AllTypes()])));
        print.Error(() => ml.Transforms.Conversion.MapValueToKey("Key", "City").Append(ml.Transforms.CopyColumns("A", "City")).Append(ml.Transforms.Conversion.MapKeyToValue("A")).Fit(House.View(ml)));
    }

    public static void KeyToVector(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "City").Append(ml.Transforms.Conversion.MapKeyToVector("Vector", "Key")));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "Place").Append(ml.Transforms.Conversion.MapKeyToVector("Vector", "Key")));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "Place").Append(ml.Transforms.Conversion.MapKeyToVector("Vector", "Key", outputCountVector: true)));
        Show(ml, print, ml.Transforms.Conversion.MapValueToKey("Key", "Rooms").Append(ml.Transforms.Conversion.MapKeyToVector("Key", outputCountVector: true)));
        print.Error(() => ml.Transforms.Conversion.MapKeyToVector("City").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Conversion.MapKeyToVector("Nope").Fit(House.View(ml)));
    }

    public static void MapValueOfPairs(MLContext ml, Printer print)
    {
        Show(ml, print, ml.Transforms.Conversion.MapValue("Zip", new Dictionary<string, int> { ["Bonn"] = 53111, ["Ulm"] = 89073 }, "City"));
        Show(ml, print, ml.Transforms.Conversion.MapValue("State", new Dictionary<string, string> { ["Bonn"] = "NRW", ["Ulm"] = "BW" }, "City"));
        Show(ml, print, ml.Transforms.Conversion.MapValue("State", new Dictionary<string, string> { ["Bonn"] = "NRW", ["Ulm"] = "BW" }, "City", treatValuesAsKeyType: true));
        Show(ml, print, ml.Transforms.Conversion.MapValue("Pair", new Dictionary<string, float[]> { ["Bonn"] = [1, 2], ["Ulm"] = [3, 4] }, "City"));
        Show(ml, print, ml.Transforms.Conversion.MapValue("Word", new Dictionary<float, string> { [3] = "three", [5] = "five" }, "Rooms"));
    }

    public static void MapValueOfAView(MLContext ml, Printer print)
    {
        IDataView lookup = ml.Data.LoadFromEnumerable([new Town { Name = "Bonn", Mayor = "A" }, new Town { Name = "Ulm", Mayor = "B" }]);
        Show(ml, print, ml.Transforms.Conversion.MapValue("Mayor", lookup, lookup.Schema["Name"], lookup.Schema["Mayor"], "City"));
        print.Error(() => ml.Transforms.Conversion.MapValue("Mayor", lookup, lookup.Schema["Name"], lookup.Schema["Mayor"], "Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Conversion.MapValue("Mayor", lookup, lookup.Schema["Name"], lookup.Schema["Mayor"], "Size").Fit(House.View(ml)).Transform(House.View(ml)));
    }

    public static void ConvertType(MLContext ml, Printer print)
    {
        IDataView all = ml.Data.LoadFromEnumerable([new AllTypes(), new AllTypes { Text = "3.5", I4 = 300, Flag = false, Key = 0 }]);
        foreach ((string column, DataKind kind) in new[]
        {
            ("I4", DataKind.Single), ("I4", DataKind.Double), ("U1", DataKind.Int32), ("Flag", DataKind.Single), ("Text", DataKind.Single), ("R4", DataKind.Double), ("R8", DataKind.Single),
            ("Numbers", DataKind.Single), ("Matrix", DataKind.Single), ("I4", DataKind.String), ("R4", DataKind.String), ("Flag", DataKind.String), ("Date", DataKind.String), ("Key", DataKind.UInt64),
            ("I4", DataKind.Int64), ("I8", DataKind.Int16), ("Text", DataKind.Boolean), ("R4", DataKind.Boolean),
        })
        {
            print.Line($"{column} to {kind}");
            print.Error(() => print.View(Only(ml, ml.Transforms.Conversion.ConvertType("Out", column, kind).Fit(all).Transform(all))));
        }
    }

    public static void ConvertTypeErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Transforms.Conversion.ConvertType("Size", outputKind: DataKind.Int32).Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Conversion.ConvertType("Size", outputKind: DataKind.Int32).GetOutputSchema(TransformPrograms.Shape(ml)));
        print.Error(() => ml.Transforms.Conversion.ConvertType("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Conversion.ConvertType("Nope").GetOutputSchema(TransformPrograms.Shape(ml)));
    }

    public static void OneHotEncoding(MLContext ml, Printer print)
    {
        foreach (OneHotEncodingEstimator.OutputKind kind in Enum.GetValues<OneHotEncodingEstimator.OutputKind>())
        {
            print.Line(kind.ToString());
            Show(ml, print, ml.Transforms.Categorical.OneHotEncoding("Out", "City", kind));
        }
        Show(ml, print, ml.Transforms.Categorical.OneHotEncoding("Place"));
        Show(ml, print, ml.Transforms.Categorical.OneHotEncoding("Place", outputKind: OneHotEncodingEstimator.OutputKind.Bag));
        Show(ml, print, ml.Transforms.Categorical.OneHotEncoding([new InputOutputColumnPair("A", "City"), new InputOutputColumnPair("B", "Rooms")], keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue));
    }

    public static void OneHotEncodingOfUnseen(MLContext ml, Printer print)
    {
        foreach (OneHotEncodingEstimator.OutputKind kind in Enum.GetValues<OneHotEncodingEstimator.OutputKind>())
            print.View(ml.Transforms.Categorical.OneHotEncoding("Out", "City", kind).Fit(ml.Data.TakeRows(House.View(ml), 2)).Transform(House.View(ml)));
    }

    public static void OneHotEncodingErrors(MLContext ml, Printer print)
    {
        print.Error(() => ml.Transforms.Categorical.OneHotEncoding("Nope").Fit(House.View(ml)));
        print.Error(() => ml.Transforms.Categorical.OneHotEncoding("Nope").GetOutputSchema(TransformPrograms.Shape(ml)));
    }

    private static IDataView Only(MLContext ml, IDataView data) => ml.Transforms.SelectColumns("Out").Fit(data).Transform(data);

    private static void Show(MLContext ml, Printer print, IEstimator<ITransformer> estimator)
    {
        IDataView data = ml.Transforms.SelectColumns("Size", "City", "Place", "Rooms").Fit(House.View(ml)).Transform(House.View(ml));
        print.View(estimator.Fit(data).Transform(data));
    }

    public sealed class Town
    {
        public string Name { get; set; } = "";

        public string Mayor { get; set; } = "";
    }
}
