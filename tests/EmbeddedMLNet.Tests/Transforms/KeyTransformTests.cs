using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace EmbeddedMLNet.Tests.Transforms;

public sealed class KeyTransformTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void Text_survives_the_way_to_keys_and_back() =>
        Check.QuickThrowOnFailure(Prop.ForAll<string[]>(words =>
        {
            string[] texts = [.. (words ?? []).Select(w => w ?? ""), "always"];
            IDataView data = _ml.Data.LoadFromEnumerable(texts.Select(t => new Word { Text = t }).ToArray());
            IDataView output = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(data).Transform(data);
            Assert.Equal(texts, output.GetColumn<string>("Back"));
            string[] distinct = [.. texts.Where(t => t.Length > 0).Distinct()];
            Assert.Equal(texts.Select(t => (uint)(Array.IndexOf(distinct, t) + 1)), output.GetColumn<uint>("Key"));
        }));

    [Theory]
    [InlineData(ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence, "b|B|a", new uint[] { 1, 0, 2, 3, 1, 0 })]
    [InlineData(ValueToKeyMappingEstimator.KeyOrdinality.ByValue, "B|a|b", new uint[] { 3, 0, 1, 2, 3, 0 })]
    public void Keys_are_numbered_as_they_occur_or_by_the_numbers_of_characters(ValueToKeyMappingEstimator.KeyOrdinality ordinality, string values, uint[] keys)
    {
        IDataView data = Words("b", "", "B", "a", "b", null);
        IDataView output = _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyOrdinality: ordinality).Fit(data).Transform(data);
        Assert.Equal(keys, output.GetColumn<uint>("Key"));
        Assert.True(output.Schema["Key"].HasKeyValues());
        VBuffer<ReadOnlyMemory<char>> annotation = default;
        output.Schema["Key"].GetKeyValues(ref annotation);
        Assert.Equal(values, string.Join('|', annotation.DenseValues()));
    }

    [Fact]
    public void Values_not_seen_in_training_are_missing_and_come_back_empty()
    {
        IDataView data = Words("x", "y");
        var model = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(Words("x"));
        Assert.Equal([1, 0], model.Transform(data).GetColumn<uint>("Key"));
        Assert.Equal(["x", ""], model.Transform(data).GetColumn<string>("Back"));
    }

    [Fact]
    public void Numbers_keep_their_type_in_KeyValues_and_NaN_is_missing()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new[] { 2f, float.NaN, 1f }.Select(f => new Sample { F = f }).ToArray());
        IDataView output = _ml.Transforms.Conversion.MapValueToKey("Key", "F").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(data).Transform(data);
        Assert.Equal([1, 0, 2], output.GetColumn<uint>("Key"));
        Assert.Equal([2, float.NaN, 1], output.GetColumn<float>("Back"));
        Assert.Equal("Vector<Single, 2>", output.Schema["Key"].Annotations.Schema["KeyValues"].Type.ToString());
        IDataView text = _ml.Transforms.Conversion.MapValueToKey("Key", "F", addKeyValueAnnotationsAsText: true).Fit(data).Transform(data);
        Assert.Equal("Vector<String, 2>", text.Schema["Key"].Annotations.Schema["KeyValues"].Type.ToString());
    }

    [Fact]
    public void A_maximum_makes_later_values_missing()
    {
        IDataView data = Words("a", "b", "c");
        Assert.Equal([1, 2, 0], _ml.Transforms.Conversion.MapValueToKey("Key", "Text", maximumNumberOfKeys: 2).Fit(data).Transform(data).GetColumn<uint>("Key"));
    }

    [Fact]
    public void Key_data_give_the_values()
    {
        IDataView data = Words("a", "b");
        Assert.Equal([3, 0], _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: Words("z", "y", "a")).Fit(data).Transform(data).GetColumn<uint>("Key"));
        Assert.Throws<ArgumentOutOfRangeException>("keyData", () => _ml.Transforms.Conversion.MapValueToKey("Key", "Text", keyData: Sample.View(_ml)));
    }

    [Fact]
    public void A_column_without_values_has_one_category_without_a_value()
    {
        IDataView output = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Fit(Words("", null)).Transform(Words("", null, "a"));
        Assert.Equal("Key<UInt32, 0-0>", output.Schema["Key"].Type.ToString());
        Assert.False(output.Schema["Key"].HasKeyValues());
        Assert.Equal([0u, 0, 0], output.GetColumn<uint>("Key"));
    }

    [Fact]
    public void Vectors_of_text_become_vectors_of_keys_and_back()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Bag { Words = ["x", "y"] }, new Bag { Words = ["y"] }]);
        IDataView output = _ml.Transforms.Conversion.MapValueToKey("Keys", "Words").Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Keys"))
            .Append(_ml.Transforms.Conversion.MapKeyToVector("Counts", "Keys", outputCountVector: true)).Append(_ml.Transforms.Conversion.MapKeyToVector("Each", "Keys")).Fit(data).Transform(data);
        Assert.Equal("Vector<Key<UInt32, 0-1>>", output.Schema["Keys"].Type.ToString());
        Assert.Equal([["x", "y"], ["y"]], output.GetColumn<string[]>("Back"));
        Assert.Equal([[1, 1], [0, 1]], output.GetColumn<float[]>("Counts"));
        Assert.Equal([[1, 0, 0, 1], [0, 1]], output.GetColumn<float[]>("Each"));
    }

    [Fact]
    public void A_scalar_key_becomes_an_indicator_with_slot_names()
    {
        IDataView data = Words("a", "b");
        IDataView output = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.Conversion.MapKeyToVector("Vec", "Key")).Fit(data).Transform(Words("b", "?"));
        Assert.Equal([[0, 1], [0, 0]], output.GetColumn<float[]>("Vec"));
        Assert.True(output.Schema["Vec"].HasSlotNames());
        Assert.True(output.Schema["Vec"].IsNormalized());
    }

    [Fact]
    public void A_key_without_values_cannot_go_back()
    {
        foreach (string column in (string[])["K", "F"])
            Assert.Equal("Metadata KeyValues does not exist", Assert.Throws<InvalidOperationException>(() => _ml.Transforms.Conversion.MapKeyToValue("X", column).Fit(Sample.View(_ml))).Message);
    }

    [Fact]
    public void Keys_of_keys_tell_the_values_behind()
    {
        IDataView data = Words("a", "b", "c");
        IDataView output = _ml.Transforms.Conversion.MapValueToKey("Key", "Text").Append(_ml.Transforms.Conversion.MapValueToKey("Again", "Key")).Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Again")).Fit(data).Transform(data);
        Assert.Equal(["a", "b", "c"], output.GetColumn<string>("Back"));
    }

    private IDataView Words(params string?[] words) => _ml.Data.LoadFromEnumerable(words.Select(w => new Word { Text = w }).ToArray());

    public sealed class Word
    {
        public string? Text { get; set; }
    }

    public sealed class Bag
    {
        public string[]? Words { get; set; }
    }
}
