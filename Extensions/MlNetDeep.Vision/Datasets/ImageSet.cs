using MlNetDeep.Imaging;
using MlNetDeep.Tensors;

namespace MlNetDeep.Vision;

/// <summary>
/// Labelled pictures of one size, decoded once and kept in memory as bytes [N, height, width, channels]: 10,000 colour
/// pictures of 32 x 32 take 30 MB.
/// </summary>
public sealed class ImageSet
{
    private readonly byte[] _pixels;
    private readonly int[] _labels;
    private readonly int _size;

    /// <summary>Makes a set of pictures that are in memory already.</summary>
    /// <param name="pixels">The samples, row-major [N, height, width, channels]. Not copied.</param>
    /// <param name="shape">The shape of <paramref name="pixels"/>, four axes.</param>
    /// <param name="labels">The class of each picture, an index into <paramref name="classNames"/>. Not copied.</param>
    /// <param name="classNames">The names of the classes.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together, or a label is not that of a class.</exception>
    public ImageSet(byte[] pixels, Shape shape, int[] labels, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        if (shape.Rank != 4 || shape.Count != pixels.Length || shape[0] != labels.Length)
            throw new ArgumentException($"Expected a shape [N, height, width, channels] for {pixels.Length} samples and {labels.Length} labels, received {shape}.", nameof(shape));
        int wrong = Array.FindIndex(labels, l => (uint)l >= (uint)classNames.Count);
        if (wrong >= 0) throw new ArgumentException($"The label of picture {wrong} is {labels[wrong]}, but there are {classNames.Count} classes.", nameof(labels));
        (_pixels, _labels, ClassNames) = (pixels, labels, classNames);
        (Count, Height, Width, Channels) = (shape[0], shape[1], shape[2], shape[3]);
        _size = Height * Width * Channels;
    }

    /// <summary>The number of pictures.</summary>
    public int Count { get; }

    /// <summary>The height of each picture.</summary>
    public int Height { get; }

    /// <summary>The width of each picture.</summary>
    public int Width { get; }

    /// <summary>The samples of each pixel.</summary>
    public int Channels { get; }

    /// <summary>The class of each picture, an index into <see cref="ClassNames"/>.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The files that were left out because they could not be read, in the order of the listing.</summary>
    public IReadOnlyList<SkippedImage> Skipped { get; private init; } = [];

    /// <summary>All samples, [N, height, width, channels].</summary>
    public ReadOnlySpan<byte> Pixels => _pixels;

    /// <summary>The samples of one picture, [height, width, channels].</summary>
    /// <param name="index">The picture, 0 to Count - 1.</param>
    public ReadOnlySpan<byte> PixelsOf(int index) => _pixels.AsSpan(index * _size, _size);

    /// <summary>
    /// Decodes and resizes pictures on all processors. One that cannot be read is named in a warning, left out and counted.
    /// </summary>
    /// <param name="entries">The pictures, such as those of one part of a listing.</param>
    /// <param name="classNames">The names of the classes, such as those of the whole listing.</param>
    /// <param name="options">The size and format; null for the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">There are no pictures, one is null, a label is not among the classes, or all would not fit into one array.</exception>
    /// <exception cref="InvalidDataException">More than half of the pictures cannot be read; the message names the first.</exception>
    /// <exception cref="InvalidOperationException">A picture failed for another reason than its file; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static ImageSet Load(IReadOnlyList<ImageEntry> entries, IReadOnlyList<string> classNames, ImageSetOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0) throw new ArgumentException("There are no pictures to load.", nameof(entries));
        CheckNoneIsNull(entries, nameof(entries));
        return Decode(entries, classNames, options ?? new ImageSetOptions(), new string?[entries.Count], (i, load) => Image.Load(entries[i].Path, load), cancellation);
    }

    /// <summary>Decodes pictures that have not failed already, from wherever they are.</summary>
    internal static ImageSet Decode(
        IReadOnlyList<ImageEntry> entries, IReadOnlyList<string> classNames, ImageSetOptions options, string?[] failures,
        Func<int, ImageLoadOptions, Image> decode, CancellationToken cancellation)
    {
        int[] labels = Numbers(entries, classNames);
        int size = Size(entries.Count, options);
        var pixels = new byte[entries.Count * size];
        ImageLoadOptions load = options.Load with { Channels = options.Channels };
        PictureLoop.Run(entries.Count, i => $"'{entries[i].Path}'", i =>
        {
            if (failures[i] is not null) return;
            try
            {
                ImageFitting.Apply(decode(i, load), options).Pixels.CopyTo(pixels.AsSpan(i * size, size));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                failures[i] = e.Message;
            }
        }, cancellation);
        return Compact(entries, pixels, labels, failures, classNames, options);
    }

    /// <summary>Resizes pictures that are decoded already, on all processors.</summary>
    /// <param name="images">The pictures.</param>
    /// <param name="labels">The class of each picture, an index into <paramref name="classNames"/>. Not copied.</param>
    /// <param name="classNames">The names of the classes.</param>
    /// <param name="options">The size and format; null for the defaults.</param>
    /// <exception cref="ArgumentException">There are no pictures, one is null, their number is not that of the labels, a label is not that of a class, or all would not fit into one array.</exception>
    public static ImageSet Of(IReadOnlyList<Image> images, int[] labels, IReadOnlyList<string> classNames, ImageSetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.Count == 0) throw new ArgumentException("There are no pictures.", nameof(images));
        CheckNoneIsNull(images, nameof(images));
        options ??= new ImageSetOptions();
        int size = Size(images.Count, options);
        var pixels = new byte[images.Count * size];
        PictureLoop.Run(images.Count, i => $"Picture {i}", i =>
            ImageFitting.Apply(images[i], options).Pixels.CopyTo(pixels.AsSpan(i * size, size)));
        return new ImageSet(pixels, [images.Count, options.Height, options.Width, options.Channels], labels, classNames);
    }

    private static ImageSet Compact(IReadOnlyList<ImageEntry> entries, byte[] pixels, int[] labels, string?[] failures, IReadOnlyList<string> classNames, ImageSetOptions options)
    {
        int size = pixels.Length / entries.Count, kept = 0;
        var skipped = new List<SkippedImage>();
        for (int i = 0; i < entries.Count; i++)
        {
            if (failures[i] is { } reason)
            {
                skipped.Add(new SkippedImage(entries[i].Path, reason));
                continue;
            }
            if (kept < i) pixels.AsSpan(i * size, size).CopyTo(pixels.AsSpan(kept * size, size));
            labels[kept++] = labels[i];
        }
        if (skipped.Count * 2 > entries.Count)
            throw new InvalidDataException($"{skipped.Count} of {entries.Count} pictures cannot be read. The first: {skipped[0].Reason}");
        foreach (SkippedImage image in skipped) options.Warn?.Invoke($"Skipped '{image.Path}': {image.Reason}");
        Array.Resize(ref pixels, kept * size);
        Array.Resize(ref labels, kept);
        return new ImageSet(pixels, [kept, options.Height, options.Width, options.Channels], labels, classNames) { Skipped = skipped };
    }

    private static void CheckNoneIsNull<T>(IReadOnlyList<T> pictures, string parameter) where T : class
    {
        for (int i = 0; i < pictures.Count; i++)
            if (pictures[i] is null) throw new ArgumentException($"Picture {i} of {pictures.Count} is null.", parameter);
    }

    private static int[] Numbers(IReadOnlyList<ImageEntry> entries, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        Dictionary<string, int> numbers = classNames.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        return [.. entries.Select(e => numbers.TryGetValue(e.Label, out int n) ? n : throw new ArgumentException($"The label '{e.Label}' of '{e.Path}' is not one of the {classNames.Count} classes.", nameof(entries)))];
    }

    private static int Size(int count, ImageSetOptions options)
    {
        long size = (long)options.Height * options.Width;
        if (size > Array.MaxLength / options.Channels / count)
            throw new ArgumentException($"{count} pictures of {options.Width} x {options.Height} x {options.Channels} do not fit into one array of at most {Array.MaxLength} bytes; make them smaller or load fewer.", nameof(options));
        return (int)size * options.Channels;
    }
}
