using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace EmbeddedMLNet.Tests.Model;

public sealed class ModelFileTests
{
    private readonly MLContext _ml = new(1);

    [Fact]
    public void A_saved_model_gives_the_same_rows_and_schema()
    {
        IDataView data = Sample.View(_ml, 20);
        TransformerChain<ColumnSelectingTransformer> model = Pipeline().Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        ITransformer loaded = new MLContext(2).Model.Load(stream, out DataViewSchema schema);
        var chain = Assert.IsType<TransformerChain<ITransformer>>(loaded);
        Assert.Equal(model.Select(t => t.GetType()), chain.Select(t => t.GetType()));
        Assert.Equal(data.Schema.Select(c => c.ToString()), schema.Select(c => c.ToString()));
        IDataView expected = model.Transform(data);
        IDataView actual = loaded.Transform(data);
        Assert.Equal(expected.Schema.Select(c => c.ToString()), actual.Schema.Select(c => c.ToString()));
        Assert.Equal(expected.GetColumn<float[]>("Features"), actual.GetColumn<float[]>("Features"));
        Assert.Equal(expected.GetColumn<string>("Back"), actual.GetColumn<string>("Back"));
        Assert.Equal(expected.GetColumn<uint>("Number"), actual.GetColumn<uint>("Number"));
    }

    [Fact]
    public void The_zip_is_laid_out_as_in_mlnet()
    {
        using var zip = new ZipArchive(new MemoryStream(Saved()));
        string[] names = [.. zip.Entries.Select(e => e.FullName)];
        Assert.Contains("TrainingInfo/Version.txt", names);
        Assert.Contains("TransformerChain/Model.key", names);
        Assert.Contains("TransformerChain/Transform_000/Model.key", names);
        Assert.Contains("Schema", names);
        using var reader = new BinaryReader(zip.GetEntry("TransformerChain/Transform_000/Model.key")!.Open());
        byte[] header = reader.ReadBytes(0x100);
        Assert.Equal("ML\0MODEL"u8.ToArray(), header[..8]);
        Assert.Equal("TERMTRNF"u8.ToArray(), header[0x40..0x48]);
        Assert.Equal("TermTransform"u8.ToArray(), header[0x50..0x5D]);
    }

    [Fact]
    public void Equal_models_have_equal_bytes() => Assert.Equal(Saved(), Saved());

    [Fact]
    public void A_schema_keeps_annotations_of_all_savable_types()
    {
        IDataView data = Pipeline().Fit(Sample.View(_ml)).Transform(Sample.View(_ml));
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("X", "Key").Fit(data), data.Schema, stream);
        _ml.Model.Load(stream, out DataViewSchema schema);
        Assert.Equal(data.Schema.Select(c => (c.ToString(), c.IsHidden)), schema.Select(c => (c.ToString(), c.IsHidden)));
        VBuffer<ReadOnlyMemory<char>> values = default;
        schema["Key"].GetKeyValues(ref values);
        Assert.Equal("a|b|c", string.Join('|', values.DenseValues()));
    }

    [Fact]
    public void A_model_without_schema_loads_without()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(Pipeline().Fit(Sample.View(_ml)), null, stream);
        _ml.Model.Load(stream, out DataViewSchema schema);
        Assert.Null(schema);
    }

    [Fact]
    public void A_lone_transformer_loads_as_itself()
    {
        using var stream = new MemoryStream();
        _ml.Model.Save(_ml.Transforms.CopyColumns("X", "F").Fit(Sample.View(_ml)), null, stream);
        Assert.IsType<ColumnCopyingTransformer>(_ml.Model.Load(stream, out _));
    }

    [Fact]
    public void A_file_is_replaced_only_by_a_whole_one()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string file = Path.Combine(folder, "model.zip");
        _ml.Model.Save(Pipeline().Fit(Sample.View(_ml)), null, file);
        byte[] before = File.ReadAllBytes(file);
        ITransformer unsavable = _ml.Transforms.CustomMapping<Sample, Sample>((_, _) => { }, null).Fit(Sample.View(_ml));
        var e = Assert.Throws<InvalidOperationException>(() => _ml.Model.Save(unsavable, null, file));
        Assert.Equal("Empty contract name for a transform: the transform cannot be saved", e.Message);
        Assert.Equal(before, File.ReadAllBytes(file));
        Assert.Equal(file, Assert.Single(Directory.GetFiles(folder)));
        _ml.Model.Load(file, out _);
        Directory.Delete(folder, true);
    }

    [Fact]
    public void A_file_cut_anywhere_gives_one_clear_error()
    {
        byte[] whole = Saved();
        for (int length = 0; length < whole.Length; length += Math.Max(1, whole.Length / 150)) Refused(whole[..length]);
        Refused(whole[..^1]);
    }

    [Fact]
    public void A_byte_flipped_anywhere_is_refused_or_changes_nothing()
    {
        byte[] whole = Saved();
        for (int position = 0; position < whole.Length; position++)
        {
            byte[] flipped = (byte[])whole.Clone();
            flipped[position] ^= (byte)(1 << (position % 8));
            try
            {
                ITransformer model = _ml.Model.Load(new MemoryStream(flipped), out DataViewSchema schema);
                using var again = new MemoryStream();
                _ml.Model.Save(model, schema, again);
                Assert.Equal(whole, again.ToArray());
            }
            catch (FormatException e)
            {
                Assert.StartsWith("Could not load the model from the stream: ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_byte_flipped_in_the_content_of_any_entry_is_refused()
    {
        byte[] whole = Saved();
        using var zip = new ZipArchive(new MemoryStream(whole));
        int checkedEntries = 0;
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            byte[] name = System.Text.Encoding.ASCII.GetBytes(entry.FullName);
            int start = whole.AsSpan().IndexOf(name) + name.Length;
            // The last byte of a deflated entry may be filling that no reader looks at.
            for (int i = 0; i < entry.CompressedLength - 1; i += Math.Max(1, (int)entry.CompressedLength / 20))
            {
                byte[] flipped = (byte[])whole.Clone();
                flipped[start + i] ^= 0xFF;
                Refused(flipped);
            }
            checkedEntries++;
        }
        Assert.True(checkedEntries >= 8);
    }

    [Fact]
    public void The_message_names_the_file()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "this is no zip");
        var e = Assert.Throws<FormatException>(() => _ml.Model.Load(file, out _));
        Assert.StartsWith($"Could not load the model '{file}': ", e.Message, StringComparison.Ordinal);
        File.Delete(file);
        Assert.Throws<FileNotFoundException>(() => _ml.Model.Load(file, out _));
    }

    [Fact]
    public void A_loader_that_is_not_registered_is_never_created()
    {
        byte[] changed = Rewrite(Saved(), "TransformerChain/Transform_000/Model.key", bytes => "System.Exception\0"u8.CopyTo(bytes.AsSpan(0x50)));
        var e = Assert.Throws<FormatException>(() => _ml.Model.Load(new MemoryStream(changed), out _));
        Assert.Contains("no loader 'System.Exception' is registered", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_points_outside_is_refused()
    {
        foreach (int field in (int[])[0x10, 0x18, 0x80, 0x88, 0x90, 0x98])
        {
            byte[] changed = Rewrite(Saved(), "TransformerChain/Transform_000/Model.key", bytes => bytes[field + 3] = 0x7F);
            Refused(changed);
        }
    }

    [Fact]
    public void Unknown_entries_are_ignored()
    {
        var stream = new MemoryStream();
        stream.Write(Saved());
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using Stream entry = zip.CreateEntry("MlNetDeep/000.bin").Open();
            entry.WriteByte(1);
        }
        _ml.Model.Load(stream, out _);
    }

    [Fact]
    public void A_custom_mapping_with_a_contract_is_found_in_the_assembly_that_the_host_has()
    {
        IDataView data = Sample.View(_ml, 3);
        ITransformer model = _ml.Transforms.CustomMapping(new Doubling().GetMapping(), "Doubling").Fit(data);
        using var stream = new MemoryStream();
        _ml.Model.Save(model, data.Schema, stream);
        ITransformer loaded = new MLContext().Model.Load(stream, out _);
        Assert.Equal([0, 2, 4], loaded.Transform(data).GetColumn<float>("Twice"));
    }

    [Fact]
    public void A_transformer_must_say_what_it_is() =>
        Assert.Equal("ModelSignature not specified!", Assert.Throws<InvalidOperationException>(() => _ml.Model.Save(new Silent(), null, new MemoryStream())).Message);

    private EstimatorChain<ColumnSelectingTransformer> Pipeline() =>
        _ml.Transforms.Conversion.MapValueToKey("Key", "Lab")
            .Append(_ml.Transforms.Conversion.MapValueToKey("Number", "F"))
            .Append(_ml.Transforms.Conversion.MapKeyToVector("Indicator", "Key"))
            .Append(_ml.Transforms.Concatenate("Features", "F", "V", "Indicator"))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Back", "Key"))
            .Append(_ml.Transforms.CopyColumns("F2", "F"))
            .Append(_ml.Transforms.DropColumns("F2"));

    private byte[] Saved()
    {
        IDataView data = Sample.View(_ml);
        using var stream = new MemoryStream();
        _ml.Model.Save(Pipeline().Fit(data), data.Schema, stream);
        return stream.ToArray();
    }

    private void Refused(byte[] bytes) => Assert.Throws<FormatException>(() => _ml.Model.Load(new MemoryStream(bytes), out _));

    /// <summary>Changes the content of an entry with all checksums right, as a forger would.</summary>
    private static byte[] Rewrite(byte[] zipBytes, string entryName, Action<byte[]> change)
    {
        using var source = new ZipArchive(new MemoryStream(zipBytes));
        var target = new MemoryStream();
        using (var zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in source.Entries)
            {
                if (entry.FullName == RepositoryWriter.ManifestName) continue;
                var content = new MemoryStream();
                using (Stream stream = entry.Open()) stream.CopyTo(content);
                byte[] bytes = content.ToArray();
                if (entry.FullName == entryName) change(bytes);
                using Stream copy = zip.CreateEntry(entry.FullName).Open();
                copy.Write(bytes);
            }
        }
        return target.ToArray();
    }

    public sealed class Number
    {
        public float F { get; set; }
    }

    public sealed class Double
    {
        public float Twice { get; set; }
    }

    [CustomMappingFactoryAttribute("Doubling")]
    public sealed class Doubling : CustomMappingFactory<Number, Double>
    {
        public override Action<Number, Double> GetMapping() => (input, output) => output.Twice = 2 * input.F;
    }

    private sealed class Silent : ITransformer
    {
        public bool IsRowToRowMapper => true;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

        public IDataView Transform(IDataView input) => input;

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new NotSupportedException();

        void ICanSaveModel.Save(ModelSaveContext ctx)
        {
        }
    }
}
