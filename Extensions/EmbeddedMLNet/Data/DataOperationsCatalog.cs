using System.Diagnostics.CodeAnalysis;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Loading, splitting, caching and reading of data.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Instance members are the interface of ML.NET.")]
public sealed class DataOperationsCatalog
{
    // Splits repeat even in contexts without a seed, so that a test set stays a test set.
    private const int DefaultSplitSeed = 42;

    private readonly HostEnvironment _env;

    internal DataOperationsCatalog(HostEnvironment env) => _env = env;

    /// <summary>A view of objects. It is read anew by each cursor, so the enumerable must give the same rows each time.</summary>
    /// <typeparam name="TRow">The class of rows; its public fields and properties are the columns.</typeparam>
    /// <param name="data">The rows.</param>
    /// <param name="schemaDefinition">Changes names, types and annotations; null, the default, infers all from the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member has a type that no column can have.</exception>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, SchemaDefinition? schemaDefinition = null)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        Take();
        return new EnumerableDataView<TRow>(data, schemaDefinition);
    }

    /// <summary>A view of objects, with the types and annotations of a schema for the columns that it has.</summary>
    /// <typeparam name="TRow">The class of rows.</typeparam>
    /// <param name="data">The rows.</param>
    /// <param name="schema">The schema, such as that of the training data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A member cannot hold the column of its name.</exception>
    public IDataView LoadFromEnumerable<TRow>(IEnumerable<TRow> data, DataViewSchema schema)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(schema);
        Take();
        return new EnumerableDataView<TRow>(data, RowMember.Define(typeof(TRow), schema, SchemaDefinition.Direction.Read));
    }

    /// <summary>The rows of a view as objects; each enumeration is a pass over the view.</summary>
    /// <typeparam name="TRow">The class of rows; its public fields and properties are filled from the columns of their names.</typeparam>
    /// <param name="data">The view.</param>
    /// <param name="reuseRowObject">Whether the same object is returned for each row, which saves memory when rows are not kept.</param>
    /// <param name="ignoreMissingColumns">Whether members without a column keep their default value, instead of an error.</param>
    /// <param name="schemaDefinition">Changes names and types; null, the default, infers all from the class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing.</exception>
    /// <exception cref="InvalidOperationException">A column has another type than its member.</exception>
    public IEnumerable<TRow> CreateEnumerable<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns = false, SchemaDefinition? schemaDefinition = null)
        where TRow : class, new()
    {
        ArgumentNullException.ThrowIfNull(data);
        return Enumerate(data, new RowReader<TRow>(data.Schema, ignoreMissingColumns, schemaDefinition), reuseRowObject);
    }

    /// <summary>
    /// Keeps what is read in memory, so that the work before is done once. Columns that cannot be kept, such as images, are left out.
    /// </summary>
    /// <param name="input">The view.</param>
    /// <param name="columnsToPrefetch">Columns that are read with the first pass even when it does not need them.</param>
    public IDataView Cache(IDataView input, params string[] columnsToPrefetch)
    {
        ArgumentNullException.ThrowIfNull(input);
        Take();
        return new CacheDataView(_env, input, columnsToPrefetch ?? []);
    }

    /// <summary>
    /// The rows as often as drawing with replacement would give them, about as many as there are: each row is there as often as a Poisson
    /// number says.
    /// </summary>
    /// <param name="input">The view.</param>
    /// <param name="seed">Makes the draw repeatable; null, the default, derives it from the context.</param>
    /// <param name="complement">Whether the rows that are not drawn are given instead: the out-of-bag sample.</param>
    public IDataView BootstrapSample(IDataView input, int? seed = null, bool complement = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        HostEnvironment host = _env.Child("BootstrapSample");
        return new BootstrapDataView(input, seed ?? host.Rand.Next(), complement);
    }

    /// <summary>The rows whose value in a column lies between bounds. NaN does not.</summary>
    /// <param name="input">The view.</param>
    /// <param name="columnName">A column of Single or Double.</param>
    /// <param name="lowerBound">The smallest value that is kept.</param>
    /// <param name="upperBound">The bound that all values that are kept lie below.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are in the wrong order, there is no such column, or it holds no such numbers.</exception>
    public IDataView FilterRowsByColumn(IDataView input, string columnName, double lowerBound = double.NegativeInfinity, double upperBound = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentErrors.ThrowIfEmpty(columnName, nameof(columnName));
        if (!(lowerBound < upperBound)) throw new ArgumentOutOfRangeException(nameof(upperBound), "Must be less than lowerBound");
        DataViewSchema.Column column = input.Schema[columnName];
        if (column.Type is not NumberDataViewType) throw SchemaErrors.Mismatch(nameof(columnName), "filter", columnName, "number", column.Type.ToString()!);
        if (!ColumnRowNumber.Takes(column.Type)) throw ArgumentErrors.Invalid("Column", $"Column '{columnName}' does not have compatible type");
        Take();
        return new RangeFilterDataView(input, new ColumnRowNumber(column), lowerBound, upperBound, includeUpper: false, complement: false);
    }

    /// <summary>The rows whose key lies in a part of the categories, such as the first third. Missing keys do not.</summary>
    /// <param name="input">The view.</param>
    /// <param name="columnName">A key column.</param>
    /// <param name="lowerBound">The start of the part, between 0 and 1.</param>
    /// <param name="upperBound">The end of the part, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The bounds are outside 0 to 1 or in the wrong order, there is no such column, or it holds no keys.</exception>
    public IDataView FilterRowsByKeyColumnFraction(IDataView input, string columnName, double lowerBound = 0, double upperBound = 1)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentErrors.ThrowIfEmpty(columnName, nameof(columnName));
        if (!(lowerBound >= 0 && lowerBound <= 1)) throw new ArgumentOutOfRangeException(nameof(lowerBound), "Must be in [0, 1]");
        if (!(upperBound >= 0 && upperBound <= 1)) throw new ArgumentOutOfRangeException(nameof(upperBound), "Must be in [0, 1]");
        if (lowerBound > upperBound) throw new ArgumentOutOfRangeException(nameof(upperBound), "Must be no less than lowerBound");
        DataViewSchema.Column column = input.Schema[columnName];
        if (column.Type is not KeyDataViewType) throw SchemaErrors.Mismatch(nameof(columnName), "filter", columnName, "KeyType", column.Type.ToString()!);
        Take();
        return new RangeFilterDataView(input, new ColumnRowNumber(column), lowerBound, upperBound, includeUpper: false, complement: false);
    }

    /// <summary>The rows without NaN, a missing key, or a vector with one of them, in any of some columns.</summary>
    /// <param name="input">The view.</param>
    /// <param name="columns">Columns of Single, Double, keys, or vectors of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">No column is given, one is given twice, is not there, or cannot have missing values.</exception>
    public IDataView FilterRowsByMissingValues(IDataView input, params string[] columns)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (columns is null or []) throw new ArgumentOutOfRangeException(nameof(columns));
        var found = new List<DataViewSchema.Column>();
        foreach (string name in columns)
        {
            DataViewSchema.Column column = input.Schema.GetColumnOrNull(name) ?? throw ArgumentErrors.Invalid("Columns", $"Source column '{name}' not found");
            if (found.Exists(c => c.Index == column.Index)) throw ArgumentErrors.Invalid("Columns", $"Source column '{name}' specified multiple times");
            if (!MissingFilterDataView.Takes(column.Type))
                throw ArgumentErrors.Invalid("Columns", $"Column '{name}' has type {column.Type} which does not support missing values, so we cannot filter on them");
            found.Add(column);
        }
        Take();
        return new MissingFilterDataView(input, [.. found]);
    }

    /// <summary>The first rows.</summary>
    /// <param name="input">The view.</param>
    /// <param name="count">How many, at least 1.</param>
    public IDataView TakeRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (count <= 0) throw new ArgumentOutOfRangeException(nameof(count), "Must be greater than zero.");
        Take();
        return new RangeDataView(input, 0, count);
    }

    /// <summary>All but the first rows.</summary>
    /// <param name="input">The view.</param>
    /// <param name="count">How many are left out, at least 1.</param>
    public IDataView SkipRows(IDataView input, long count)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (count <= 0) throw new ArgumentOutOfRangeException(nameof(count), "Must be greater than zero.");
        Take();
        return new RangeDataView(input, count, long.MaxValue);
    }

    /// <summary>The rows in random order. Only as many rows as the pool holds are mixed at a time.</summary>
    /// <param name="input">The view.</param>
    /// <param name="seed">Makes the order repeatable; null, the default, derives it from the context.</param>
    /// <param name="shufflePoolSize">The number of rows in the pool, at least 1.</param>
    /// <param name="shuffleSource">Whether a view that can shuffle itself is asked to.</param>
    public IDataView ShuffleRows(IDataView input, int? seed = null, int shufflePoolSize = 1000, bool shuffleSource = true)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (shufflePoolSize <= 0) throw new ArgumentOutOfRangeException(nameof(shufflePoolSize), "Must be positive");
        HostEnvironment host = _env.Child("Shuffle");
        return new ShuffleDataView(input, seed ?? host.Rand.NextSigned(), shufflePoolSize, shuffleSource);
    }

    /// <summary>
    /// Divides the rows at random into two views, lazily and in their order. Each row is drawn on its own, so the sizes are
    /// approximate. Without any seed the division is still the same in each run.
    /// </summary>
    /// <param name="data">The view.</param>
    /// <param name="testFraction">The part for testing, between 0 and 1.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay together, such as a patient or a video; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1, or there is no such column.</exception>
    public TrainTestData TrainTestSplit(IDataView data, double testFraction = 0.1, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!(testFraction > 0 && testFraction < 1)) throw new ArgumentOutOfRangeException(nameof(testFraction), "Must be between 0 and 1 exclusive");
        return Split(data, Number(data, samplingKeyColumnName, seed), 0, testFraction, includeUpper: false);
    }

    /// <summary>Divides the rows at random into folds; each fold is the test set of one pair, the others its training set.</summary>
    /// <param name="data">The view.</param>
    /// <param name="numberOfFolds">The number of folds, at least 2.</param>
    /// <param name="samplingKeyColumnName">A column whose equal values stay together; null draws each row.</param>
    /// <param name="seed">Chooses another division; null is the seed of the context, or 42.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds, or there is no such column.</exception>
    public IReadOnlyList<TrainTestData> CrossValidationSplit(IDataView data, int numberOfFolds = 5, string? samplingKeyColumnName = null, int? seed = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (numberOfFolds <= 1) throw new ArgumentOutOfRangeException(nameof(numberOfFolds), "Must be more than 1");
        IRowNumber number = Number(data, samplingKeyColumnName, seed);
        double n = numberOfFolds;
        return [.. Enumerable.Range(0, numberOfFolds).Select(i => Split(data, number, i / n, (i + 1) / n, includeUpper: true))];
    }

    // In ML.NET each view takes its part of the context's random numbers, whether it needs it or not: what comes later depends on it.
    private void Take(int parts = 1)
    {
        for (int i = 0; i < parts; i++) _env.Register("View");
    }

    private TrainTestData Split(IDataView data, IRowNumber number, double lower, double upper, bool includeUpper)
    {
        Take(4);
        return new TrainTestData(
            new RangeFilterDataView(data, number, lower, upper, includeUpper, complement: true),
            new RangeFilterDataView(data, number, lower, upper, includeUpper, complement: false));
    }

    private IRowNumber Number(IDataView data, string? samplingKeyColumn, int? seed)
    {
        seed ??= _env.Seed;
        Take();
        if (samplingKeyColumn is null) return new RandomRowNumber(seed ?? DefaultSplitSeed);
        DataViewSchema.Column column = data.Schema.GetColumnOrNull(samplingKeyColumn) ?? throw SchemaErrors.NotFound(nameof(samplingKeyColumn), "SamplingKeyColumn", samplingKeyColumn);
        if (((column.Type as VectorDataViewType)?.ItemType ?? column.Type) is DateTimeDataViewType or DateTimeOffsetDataViewType or TimeSpanDataViewType || column.Type is KeyDataViewType) Take();
        if (column.Type is KeyDataViewType) return new ColumnRowNumber(column);
        if (ColumnRowNumber.Takes(column.Type)) return ColumnRowNumber.Scaled(data, column);
        if (!HashRowNumber.Takes(column.Type)) throw ArgumentErrors.Invalid("inputSchema", "Expected Text, Key, numeric, Boolean or DataViewRowId item type");
        return new HashRowNumber(column, (uint?)seed ?? HashRowNumber.DefaultSeed);
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, RowReader<TRow> reader, bool reuse)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(reader.Columns);
        Action<TRow> fill = reader.CreateFiller(cursor);
        TRow? row = null;
        while (cursor.MoveNext())
        {
            if (row is null || !reuse) row = new TRow();
            fill(row);
            yield return row;
        }
    }

    /// <summary>A training set and a test set.</summary>
    [SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "The members are those of ML.NET.")]
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The place is that of ML.NET.")]
    public struct TrainTestData
    {
        /// <summary>The rows for training.</summary>
        public readonly IDataView TrainSet;

        /// <summary>The rows for testing.</summary>
        public readonly IDataView TestSet;

        internal TrainTestData(IDataView trainSet, IDataView testSet)
        {
            TrainSet = trainSet;
            TestSet = testSet;
        }
    }
}
