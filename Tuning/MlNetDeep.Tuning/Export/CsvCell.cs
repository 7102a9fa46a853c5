using System.Globalization;

namespace MlNetDeep.Tuning;

/// <summary>A cell of a table in text form. Only texts are quoted, so that "12" in quotes is a text and 12 a number.</summary>
internal readonly record struct CsvCell(string Text, bool IsQuoted)
{
    public static CsvCell Empty { get; } = new("", false);

    /// <summary>True when there is nothing; an empty text in quotes is something.</summary>
    public bool IsEmpty => !IsQuoted && Text.Length == 0;

    public static CsvCell Of(object? value) => value switch
    {
        null => new CsvCell("null", false),
        string text => new CsvCell(text, true),
        bool flag => new CsvCell(flag ? "true" : "false", false),
        double number => new CsvCell(Describe(number), false),
        IFormattable number => new CsvCell(number.ToString(null, CultureInfo.InvariantCulture), false),
        _ => throw new ArgumentException($"{Scalar.Describe(value)} has no place in a table"),
    };

    /// <summary>A number whose type is known where it is read: 1 for 1.0.</summary>
    public static CsvCell OfNumber(double number) => new(number.ToString(CultureInfo.InvariantCulture), false);

    public static CsvCell OfTime(DateTimeOffset? time) => time is { } value ? new CsvCell(value.ToString("O", CultureInfo.InvariantCulture), false) : Empty;

    /// <summary>The value that <see cref="Of"/> made a cell of, as far as a program in between kept the quotes.</summary>
    public object? ToScalar()
    {
        if (IsQuoted) return Text;
        return Text switch
        {
            "null" => null,
            "true" => true,
            "false" => false,
            _ when int.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int whole) => whole,
            _ when TryNumber(out double number) => number,
            _ => Text,
        };
    }

    /// <exception cref="FormatException">The cell is no number.</exception>
    public double ToNumber() => TryNumber(out double number) ? number : throw new FormatException($"'{Text}' is no number");

    /// <exception cref="FormatException">The cell is no time.</exception>
    public DateTimeOffset? ToTime() => IsEmpty ? null
        : DateTimeOffset.TryParse(Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw new FormatException($"'{Text}' is no time");

    /// <summary>The internal value of a parameter.</summary>
    /// <exception cref="FormatException">The cell is no number, or none of the choices.</exception>
    public double ToInternal(Distribution distribution)
    {
        if (distribution is not ChoiceDistribution choices) return ToNumber();
        CsvCell cell = this;
        int index = IndexWhere(choices, choice => Of(choice) == cell);
        // A spreadsheet may have dropped the quotes, or written 1.0 as 1.
        if (index < 0) index = IndexWhere(choices, choice => Of(choice).Text == cell.Text);
        if (index < 0 && TryNumber(out double number)) index = IndexWhere(choices, choice => choice is double same && number.Equals(same));
        if (index >= 0) return index;
        throw new FormatException($"'{Text}' is none of {choices}");
    }

    private static int IndexWhere(ChoiceDistribution distribution, Func<object?, bool> isIt)
    {
        for (int i = 0; i < distribution.Choices.Length; i++)
            if (isIt(distribution.Choices[i])) return i;
        return -1;
    }

    private bool TryNumber(out double number) => double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Describe(double number)
    {
        string text = number.ToString(CultureInfo.InvariantCulture);
        return double.IsFinite(number) && text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }
}
