namespace MlNetDeep.Imaging;

/// <summary>
/// A file is not a picture that can be read: damaged, cut short, larger than <see cref="ImageLoadOptions"/> allows, or in a
/// format that is not supported. The message names the file and what is wrong with it.
/// </summary>
public sealed class ImageFormatException : IOException
{
    /// <summary>Makes an exception with a general message.</summary>
    public ImageFormatException() : base("the data are not a picture that can be read") { }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What is wrong, and in which file.</param>
    public ImageFormatException(string message) : base(message) { }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What is wrong, and in which file.</param>
    /// <param name="innerException">The cause.</param>
    public ImageFormatException(string message, Exception innerException) : base(message, innerException) { }
}
