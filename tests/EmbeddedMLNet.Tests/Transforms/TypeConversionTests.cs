using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace EmbeddedMLNet.Tests.Transforms;

/// <summary>What is converted, and into what, is as in ML.NET 5.0.</summary>
public sealed class TypeConversionTests
{
    private readonly MLContext _ml = new(1);

    [Theory]
    [InlineData("I4", DataKind.SByte, "112 0 -1")]
    [InlineData("I4", DataKind.Int16, "4464 0 -1")]
    [InlineData("I4", DataKind.Int32, "70000 0 -1")]
    [InlineData("I4", DataKind.Int64, "70000 0 -1")]
    [InlineData("I4", DataKind.Single, "70000 0 -1")]
    [InlineData("I4", DataKind.Double, "70000 0 -1")]
    [InlineData("I4", DataKind.String, "70000 0 -1")]
    [InlineData("I4", DataKind.Boolean, "True False True")]
    [InlineData("I8", DataKind.SByte, "0 0 -1")]
    [InlineData("I8", DataKind.Int16, "3584 0 -1")]
    [InlineData("I8", DataKind.Int32, "-705032704 0 -1")]
    [InlineData("I8", DataKind.Int64, "-5000000000 0 9223372036854775807")]
    [InlineData("I8", DataKind.Single, "-5E+09 0 9.223372E+18")]
    [InlineData("I8", DataKind.Double, "-5000000000 0 9.223372036854776E+18")]
    [InlineData("I8", DataKind.String, "-5000000000 0 9223372036854775807")]
    [InlineData("I8", DataKind.Boolean, "True False True")]
    [InlineData("U1", DataKind.Byte, "200 0 255")]
    [InlineData("U1", DataKind.UInt16, "200 0 255")]
    [InlineData("U1", DataKind.UInt32, "200 0 255")]
    [InlineData("U1", DataKind.UInt64, "200 0 255")]
    [InlineData("U1", DataKind.Single, "200 0 255")]
    [InlineData("U1", DataKind.Double, "200 0 255")]
    [InlineData("U1", DataKind.String, "200 0 255")]
    [InlineData("U1", DataKind.Boolean, "True False True")]
    [InlineData("U4", DataKind.Byte, "0 0 0")]
    [InlineData("U4", DataKind.UInt16, "0 0 0")]
    [InlineData("U4", DataKind.UInt32, "70000 0 4294967295")]
    [InlineData("U4", DataKind.UInt64, "70000 0 4294967295")]
    [InlineData("U4", DataKind.Single, "70000 0 4.2949673E+09")]
    [InlineData("U4", DataKind.Double, "70000 0 4294967295")]
    [InlineData("U4", DataKind.String, "70000 0 4294967295")]
    [InlineData("U4", DataKind.Boolean, "True False True")]
    [InlineData("U8", DataKind.Byte, "0 0 0")]
    [InlineData("U8", DataKind.UInt16, "0 0 0")]
    [InlineData("U8", DataKind.UInt32, "0 0 0")]
    [InlineData("U8", DataKind.UInt64, "5000000000 0 18446744073709551615")]
    [InlineData("U8", DataKind.Single, "5E+09 0 1.8446744E+19")]
    [InlineData("U8", DataKind.Double, "5000000000 0 1.8446744073709552E+19")]
    [InlineData("U8", DataKind.String, "5000000000 0 18446744073709551615")]
    [InlineData("U8", DataKind.Boolean, "True False True")]
    [InlineData("R4", DataKind.Single, "1.2345679 NaN -1E+20")]
    [InlineData("R4", DataKind.Double, "1.2345678806304932 NaN -1.0000000200408773E+20")]
    [InlineData("R4", DataKind.String, "1.234568 NaN -1E+20")]
    [InlineData("R4", DataKind.Boolean, "True True True")]
    [InlineData("R8", DataKind.Single, "0.33333334 Infinity 123456790")]
    [InlineData("R8", DataKind.Double, "0.3333333333333333 Infinity 123456789.12345679")]
    [InlineData("R8", DataKind.String, "0.33333333333333331 Infinity 123456789.12345679")]
    [InlineData("R8", DataKind.Boolean, "True True True")]
    [InlineData("BL", DataKind.SByte, "1 0 0")]
    [InlineData("BL", DataKind.Int16, "1 0 0")]
    [InlineData("BL", DataKind.Int32, "1 0 0")]
    [InlineData("BL", DataKind.Int64, "1 0 0")]
    [InlineData("BL", DataKind.Single, "1 0 0")]
    [InlineData("BL", DataKind.Double, "1 0 0")]
    [InlineData("BL", DataKind.String, "True False False")]
    [InlineData("BL", DataKind.Boolean, "True False False")]
    [InlineData("TS", DataKind.Int64, "35000000 0 0")]
    [InlineData("TS", DataKind.Single, "35000000 0 0")]
    [InlineData("TS", DataKind.Double, "35000000 0 0")]
    [InlineData("TS", DataKind.String, "00:00:03.5000000 00:00:00 00:00:00")]
    [InlineData("DT", DataKind.Int64, "637162995060000000 637134336000000000 0")]
    [InlineData("DT", DataKind.Single, "6.37163E+17 6.3713435E+17 0")]
    [InlineData("DT", DataKind.Double, "6.3716299506E+17 6.37134336E+17 0")]
    [InlineData("DT", DataKind.String, "2020-02-03T04:05:06.0000000Z 2020-01-01T00:00:00.0000000 0001-01-01T00:00:00.0000000")]
    [InlineData("DT", DataKind.DateTime, "2020-02-03T04:05:06.0000000Z 2020-01-01T00:00:00.0000000 0001-01-01T00:00:00.0000000")]
    [InlineData("V", DataKind.Single, "s3[1:2.5] d3[0,NaN,-1E+10] s3[]")]
    [InlineData("V", DataKind.Double, "s3[1:2.5] d3[0,NaN,-10000000000] s3[]")]
    [InlineData("V", DataKind.String, "s3[1:2.5] d3[0,NaN,-1E+10] s3[]")]
    [InlineData("V", DataKind.Boolean, "s3[1:True] d3[False,True,True] s3[]")]
    [InlineData("BV", DataKind.SByte, "d2[1,0] d2[0,0] d2[1,1]")]
    [InlineData("BV", DataKind.Int16, "d2[1,0] d2[0,0] d2[1,1]")]
    [InlineData("BV", DataKind.Int32, "d2[1,0] d2[0,0] d2[1,1]")]
    [InlineData("BV", DataKind.Int64, "d2[1,0] d2[0,0] d2[1,1]")]
    [InlineData("BV", DataKind.Single, "d2[1,0] d2[0,0] d2[1,1]")]
    [InlineData("BV", DataKind.Double, "d2[1,0] d2[0,0] d2[1,1]")]
    [InlineData("BV", DataKind.String, "d2[True,False] d2[False,False] d2[True,True]")]
    [InlineData("BV", DataKind.Boolean, "d2[True,False] d2[False,False] d2[True,True]")]
    public void Values_are_converted(string column, DataKind kind, string expected) => Assert.Equal(expected, Run(View(), column, kind));

    [Theory]
    [InlineData("I4", "Byte UInt16 UInt32 UInt64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("I8", "Byte UInt16 UInt32 UInt64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("U1", "SByte Int16 Int32 Int64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("U4", "SByte Int16 Int32 Int64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("U8", "SByte Int16 Int32 Int64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("R4", "SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("R8", "SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("BL", "Byte UInt16 UInt32 UInt64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("TS", "SByte Byte Int16 UInt16 Int32 UInt32 UInt64 Boolean TimeSpan DateTime DateTimeOffset")]
    [InlineData("DT", "SByte Byte Int16 UInt16 Int32 UInt32 UInt64 Boolean TimeSpan DateTimeOffset")]
    [InlineData("V", "SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 TimeSpan DateTime DateTimeOffset")]
    [InlineData("BV", "Byte UInt16 UInt32 UInt64 TimeSpan DateTime DateTimeOffset")]
    public void Some_types_do_not_mix(string column, string kinds)
    {
        foreach (string kind in kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var e = Assert.Throws<ArgumentOutOfRangeException>(() => Run(View(), column, Enum.Parse<DataKind>(kind)));
            Assert.Equal($"source column '{column}' with item type '{View().Schema[column].Type}' is not compatible with destination type '{kind}' (Parameter 'inputSchema')", e.Message);
        }
    }

    [Theory]
    [InlineData("x", DataKind.UInt16, "0")]
    [InlineData("x", DataKind.Single, "NaN")]
    [InlineData("x", DataKind.Double, "NaN")]
    [InlineData("x", DataKind.Boolean, "False")]
    [InlineData("1.5", DataKind.UInt16, "0")]
    [InlineData("1.5", DataKind.Single, "1.5")]
    [InlineData("1.5", DataKind.Double, "1.5")]
    [InlineData("1.5", DataKind.Boolean, "False")]
    [InlineData(" 1", DataKind.UInt16, "0")]
    [InlineData(" 1", DataKind.Single, "1")]
    [InlineData(" 1", DataKind.Double, "1")]
    [InlineData(" 1", DataKind.Boolean, "False")]
    [InlineData("1 ", DataKind.UInt16, "0")]
    [InlineData("1 ", DataKind.Single, "1")]
    [InlineData("1 ", DataKind.Double, "1")]
    [InlineData("1 ", DataKind.Boolean, "False")]
    [InlineData("NaN", DataKind.UInt16, "0")]
    [InlineData("NaN", DataKind.Single, "NaN")]
    [InlineData("NaN", DataKind.Double, "NaN")]
    [InlineData("NaN", DataKind.Boolean, "False")]
    [InlineData("?", DataKind.UInt16, "0")]
    [InlineData("?", DataKind.Single, "NaN")]
    [InlineData("?", DataKind.Double, "NaN")]
    [InlineData("?", DataKind.Boolean, "False")]
    [InlineData("inf", DataKind.UInt16, "0")]
    [InlineData("inf", DataKind.Single, "NaN")]
    [InlineData("inf", DataKind.Double, "NaN")]
    [InlineData("inf", DataKind.Boolean, "False")]
    [InlineData("∞", DataKind.UInt16, "0")]
    [InlineData("∞", DataKind.Single, "Infinity")]
    [InlineData("∞", DataKind.Double, "Infinity")]
    [InlineData("∞", DataKind.Boolean, "False")]
    [InlineData("-∞", DataKind.UInt16, "0")]
    [InlineData("-∞", DataKind.Single, "-Infinity")]
    [InlineData("-∞", DataKind.Double, "-Infinity")]
    [InlineData("-∞", DataKind.Boolean, "False")]
    [InlineData("1e3", DataKind.UInt16, "0")]
    [InlineData("1e3", DataKind.Single, "1000")]
    [InlineData("1e3", DataKind.Double, "1000")]
    [InlineData("1e3", DataKind.Boolean, "False")]
    [InlineData("1e400", DataKind.UInt16, "0")]
    [InlineData("1e400", DataKind.Single, "Infinity")]
    [InlineData("1e400", DataKind.Double, "Infinity")]
    [InlineData("1e400", DataKind.Boolean, "False")]
    [InlineData(".5", DataKind.UInt16, "0")]
    [InlineData(".5", DataKind.Single, "0.5")]
    [InlineData(".5", DataKind.Double, "0.5")]
    [InlineData(".5", DataKind.Boolean, "False")]
    [InlineData("1,5", DataKind.UInt16, "0")]
    [InlineData("1,5", DataKind.Single, "NaN")]
    [InlineData("1,5", DataKind.Double, "NaN")]
    [InlineData("1,5", DataKind.Boolean, "False")]
    [InlineData("true", DataKind.UInt16, "0")]
    [InlineData("true", DataKind.Single, "NaN")]
    [InlineData("true", DataKind.Double, "NaN")]
    [InlineData("true", DataKind.Boolean, "True")]
    [InlineData("YES", DataKind.UInt16, "0")]
    [InlineData("YES", DataKind.Single, "NaN")]
    [InlineData("YES", DataKind.Double, "NaN")]
    [InlineData("YES", DataKind.Boolean, "True")]
    [InlineData("+", DataKind.UInt16, "0")]
    [InlineData("+", DataKind.Single, "NaN")]
    [InlineData("+", DataKind.Double, "NaN")]
    [InlineData("+", DataKind.Boolean, "True")]
    [InlineData("no", DataKind.UInt16, "0")]
    [InlineData("no", DataKind.Single, "NaN")]
    [InlineData("no", DataKind.Double, "NaN")]
    [InlineData("no", DataKind.Boolean, "False")]
    [InlineData("-1", DataKind.UInt16, "0")]
    [InlineData("-1", DataKind.Single, "-1")]
    [InlineData("-1", DataKind.Double, "-1")]
    [InlineData("-1", DataKind.Boolean, "False")]
    [InlineData("Infinity", DataKind.UInt16, "0")]
    [InlineData("Infinity", DataKind.Single, "Infinity")]
    [InlineData("Infinity", DataKind.Double, "Infinity")]
    [InlineData("Infinity", DataKind.Boolean, "False")]
    [InlineData("300", DataKind.UInt16, "300")]
    [InlineData("300", DataKind.Single, "300")]
    [InlineData("300", DataKind.Double, "300")]
    [InlineData("300", DataKind.Boolean, "False")]
    public void Text_is_understood(string text, DataKind kind, string expected) => Assert.Equal(expected, Run(_ml.Data.LoadFromEnumerable([new { T = text }]), "T", kind));

    [Theory]
    [InlineData("1.5", DataKind.Int32, "int")]
    [InlineData("300", DataKind.SByte, "sbyte")]
    [InlineData("+1", DataKind.Int64, "long")]
    [InlineData("-", DataKind.Int16, "short")]
    public void Text_that_is_no_integer_is_an_error(string text, DataKind kind, string name) => Assert.Equal(
        $"Value could not be parsed from text to {name}.", Assert.Throws<InvalidOperationException>(() => Run(_ml.Data.LoadFromEnumerable([new { T = text }]), "T", kind)).Message);

    [Fact]
    public void Keys_stay_keys_and_keep_their_values()
    {
        IDataView keys = _ml.Transforms.Conversion.MapValueToKey("K", "Lab").Fit(Sample.View(_ml)).Transform(Sample.View(_ml));
        IDataView output = _ml.Transforms.Conversion.ConvertType("B", "K", DataKind.Byte).Fit(keys).Transform(keys);
        Assert.Equal("Key<Byte, 0-2>", output.Schema["B"].Type.ToString());
        Assert.True(output.Schema["B"].HasKeyValues());
        Assert.Equal("source column 'K' with item type 'Key<UInt32, 0-2>' is not compatible with destination type 'Single' (Parameter 'inputSchema')",
            Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.ConvertType("B", "K").Fit(keys)).Message);
    }

    [Fact]
    public void A_truth_value_as_a_number_is_normalized()
    {
        IDataView output = _ml.Transforms.Conversion.ConvertType("BL").Fit(View()).Transform(View());
        Assert.True(output.Schema["BL"].IsNormalized());
        Assert.Equal([1f, 0, 0], output.GetColumn<float>("BL"));
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Equal("columns cannot be null or empty (Parameter 'columns')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.ConvertType("")).Message);
        Assert.Equal("columns cannot be null or empty (Parameter 'columns')", Assert.Throws<ArgumentOutOfRangeException>(() => _ml.Transforms.Conversion.ConvertType([])).Message);
        Assert.Equal("Bad data kind in ColumnTypeExtensions.NumberTypeFromKind: 99", Assert.Throws<InvalidOperationException>(() => Run(View(), "R4", (DataKind)99)).Message);
    }

    private string Run(IDataView data, string column, DataKind kind)
    {
        IDataView output = _ml.Transforms.Conversion.ConvertType("O", column, kind).Fit(data).Transform(data);
        return string.Join(' ', output.Preview().RowView.Select(r => Text(r.Values.Last().Value)));
    }

    private static string Text(object value) => value switch
    {
        DateTime time => time.ToString("o", CultureInfo.InvariantCulture),
        float or double or TimeSpan or ReadOnlyMemory<char> => FormattableString.Invariant($"{value}"),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        System.Collections.IEnumerable => Vector((dynamic)value),
        _ => value.ToString()!,
    };

    private static string Vector<T>(VBuffer<T> v) => $"{(v.IsDense ? 'd' : 's')}{v.Length}[{string.Join(',', v.Items(v.IsDense).Select(i => v.IsDense ? Text(i.Value!) : $"{i.Key}:{Text(i.Value!)}"))}]";

    private IDataView View() => _ml.Data.LoadFromEnumerable(new Row[]
    {
        new() { I4 = 70000, I8 = -5000000000, U1 = 200, U4 = 70000, U8 = 5000000000, R4 = 1.23456789f, R8 = 1.0 / 3, BL = true, TS = TimeSpan.FromSeconds(3.5), DT = new(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc), V = new(3, 1, [2.5f], [1]), BV = [true, false] },
        new() { R4 = float.NaN, R8 = double.PositiveInfinity, V = new(3, [0, float.NaN, -1e10f]), BV = [false, false], DT = new(2020, 1, 1) },
        new() { I4 = -1, I8 = long.MaxValue, U1 = 255, U4 = uint.MaxValue, U8 = ulong.MaxValue, R4 = -1e20f, R8 = 123456789.123456789, V = new(3, 0, null, null), BV = [true, true] },
    });

    public sealed class Row
    {
        public int I4 { get; set; }

        public long I8 { get; set; }

        public byte U1 { get; set; }

        public uint U4 { get; set; }

        public ulong U8 { get; set; }

        public float R4 { get; set; }

        public double R8 { get; set; }

        public bool BL { get; set; }

        public TimeSpan TS { get; set; }

        public DateTime DT { get; set; }

        [VectorType(3)]
        public VBuffer<float> V { get; set; }

        [VectorType(2)]
        public bool[] BV { get; set; } = [];
    }
}
