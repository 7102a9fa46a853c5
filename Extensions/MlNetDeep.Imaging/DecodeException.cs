namespace MlNetDeep.Imaging;

/// <summary>What a decoder throws: the rule that was broken, without the file's name, which only the caller knows.</summary>
internal sealed class DecodeException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    public ImageFormatException ForFile(string? name) =>
        new($"{(name is null ? "The picture" : $"'{name}'")} cannot be read: {Message}.", InnerException ?? this);
}
