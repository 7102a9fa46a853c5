using System.Globalization;
using System.Numerics;
using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>The conversions between types that lose no more than precision: none mixes integers with a sign and those without.</summary>
internal static class StandardConversions
{
    private static readonly Dictionary<(Type From, Type To), Delegate> s_all = Create();

    /// <summary>Finds a conversion: a <see cref="Func{T, TResult}"/> from one raw type to the other.</summary>
    public static bool TryGet(DataViewType from, DataViewType to, out Delegate? conversion)
    {
        conversion = null;
        // A key stays within its number of categories.
        if (from is KeyDataViewType source && to is KeyDataViewType target && source.Count != target.Count) return false;
        if (from is not KeyDataViewType && to is KeyDataViewType) return false;
        return s_all.TryGetValue((from.RawType, to.RawType), out conversion);
    }

    private static Dictionary<(Type From, Type To), Delegate> Create()
    {
        var all = new Dictionary<(Type From, Type To), Delegate>();
        AddSigned<sbyte>(all);
        AddSigned<short>(all);
        AddSigned<int>(all);
        AddSigned<long>(all);
        AddUnsigned<byte>(all);
        AddUnsigned<ushort>(all);
        AddUnsigned<uint>(all);
        AddUnsigned<ulong>(all);
        Add<DataViewRowId, byte>(all, v => v.High == 0 && v.Low <= byte.MaxValue ? (byte)v.Low : (byte)0);
        Add<DataViewRowId, ushort>(all, v => v.High == 0 && v.Low <= ushort.MaxValue ? (ushort)v.Low : (ushort)0);
        Add<DataViewRowId, uint>(all, v => v.High == 0 && v.Low <= uint.MaxValue ? (uint)v.Low : 0);
        Add<DataViewRowId, ulong>(all, v => v.High == 0 ? v.Low : 0);
        AddText<DataViewRowId>(all, v => string.Create(CultureInfo.InvariantCulture, $"0x{v.High:x16}{v.Low:x16}"));
        AddReal<float>(all, "G7");
        AddReal<double>(all, "G17");
        AddBoolean(all);
        AddTime<TimeSpan>(all, v => v.Ticks, "c");
        AddTime<DateTime>(all, v => v.Ticks, "o");
        AddTime<DateTimeOffset>(all, v => v.UtcTicks, "o");
        Add<DateTime, DateTime>(all, v => v);
        AddFromText(all);
        return all;
    }

    private static void Add<TFrom, TTo>(Dictionary<(Type From, Type To), Delegate> all, Func<TFrom, TTo> conversion) => all.Add((typeof(TFrom), typeof(TTo)), conversion);

    private static void AddText<T>(Dictionary<(Type From, Type To), Delegate> all, Func<T, string> text) => Add<T, ReadOnlyMemory<char>>(all, v => text(v).AsMemory());

    private static void AddSigned<T>(Dictionary<(Type From, Type To), Delegate> all)
        where T : struct, IBinaryInteger<T>
    {
        Add<T, sbyte>(all, sbyte.CreateTruncating);
        Add<T, short>(all, short.CreateTruncating);
        Add<T, int>(all, int.CreateTruncating);
        Add<T, long>(all, long.CreateTruncating);
        AddFromInteger<T>(all);
    }

    private static void AddUnsigned<T>(Dictionary<(Type From, Type To), Delegate> all)
        where T : struct, IBinaryInteger<T>
    {
        Add<T, byte>(all, Fit<T, byte>);
        Add<T, ushort>(all, Fit<T, ushort>);
        Add<T, uint>(all, Fit<T, uint>);
        Add<T, ulong>(all, Fit<T, ulong>);
        AddFromInteger<T>(all);
    }

    private static TTo Fit<TFrom, TTo>(TFrom value)
        where TFrom : struct, IBinaryInteger<TFrom>
        where TTo : struct, IBinaryInteger<TTo>
    {
        TTo converted = TTo.CreateTruncating(value);
        return TFrom.CreateTruncating(converted) == value ? converted : TTo.Zero;
    }

    private static void AddFromInteger<T>(Dictionary<(Type From, Type To), Delegate> all)
        where T : struct, IBinaryInteger<T>
    {
        Add<T, float>(all, float.CreateTruncating);
        Add<T, double>(all, double.CreateTruncating);
        Add<T, bool>(all, v => !T.IsZero(v));
        AddText<T>(all, v => v.ToString(null, CultureInfo.InvariantCulture));
    }

    private static void AddReal<T>(Dictionary<(Type From, Type To), Delegate> all, string format)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Add<T, float>(all, float.CreateTruncating);
        Add<T, double>(all, double.CreateTruncating);
        Add<T, bool>(all, v => v != T.Zero);
        AddText<T>(all, v => v.ToString(format, CultureInfo.InvariantCulture));
    }

    private static void AddBoolean(Dictionary<(Type From, Type To), Delegate> all)
    {
        Add<bool, sbyte>(all, v => v ? (sbyte)1 : (sbyte)0);
        Add<bool, short>(all, v => v ? (short)1 : (short)0);
        Add<bool, int>(all, v => v ? 1 : 0);
        Add<bool, long>(all, v => v ? 1 : 0);
        Add<bool, float>(all, v => v ? 1 : 0);
        Add<bool, double>(all, v => v ? 1 : 0);
        Add<bool, bool>(all, v => v);
        AddText<bool>(all, v => v.ToString());
    }

    private static void AddTime<T>(Dictionary<(Type From, Type To), Delegate> all, Func<T, long> ticks, string format)
        where T : IFormattable
    {
        Add(all, ticks);
        Add<T, float>(all, v => ticks(v));
        Add<T, double>(all, v => ticks(v));
        AddText<T>(all, v => v.ToString(format, CultureInfo.InvariantCulture));
    }

    private static void AddFromText(Dictionary<(Type From, Type To), Delegate> all)
    {
        Add<ReadOnlyMemory<char>, sbyte>(all, v => TextParser.Signed<sbyte>(v, "sbyte"));
        Add<ReadOnlyMemory<char>, short>(all, v => TextParser.Signed<short>(v, "short"));
        Add<ReadOnlyMemory<char>, int>(all, v => TextParser.Signed<int>(v, "int"));
        Add<ReadOnlyMemory<char>, long>(all, v => TextParser.Signed<long>(v, "long"));
        Add<ReadOnlyMemory<char>, byte>(all, TextParser.Unsigned<byte>);
        Add<ReadOnlyMemory<char>, ushort>(all, TextParser.Unsigned<ushort>);
        Add<ReadOnlyMemory<char>, uint>(all, TextParser.Unsigned<uint>);
        Add<ReadOnlyMemory<char>, ulong>(all, TextParser.Unsigned<ulong>);
        Add<ReadOnlyMemory<char>, float>(all, TextParser.Real<float>);
        Add<ReadOnlyMemory<char>, double>(all, TextParser.Real<double>);
        Add<ReadOnlyMemory<char>, bool>(all, TextParser.Boolean);
        Add<ReadOnlyMemory<char>, ReadOnlyMemory<char>>(all, v => v);
        Add<ReadOnlyMemory<char>, TimeSpan>(all, v => TimeSpan.TryParse(v.Span, CultureInfo.InvariantCulture, out TimeSpan time) ? time : default);
        Add<ReadOnlyMemory<char>, DateTime>(all, v =>
            DateTime.TryParse(v.Span, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time) ? time : default);
        Add<ReadOnlyMemory<char>, DateTimeOffset>(all, v =>
            DateTimeOffset.TryParse(v.Span, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : default);
    }
}
