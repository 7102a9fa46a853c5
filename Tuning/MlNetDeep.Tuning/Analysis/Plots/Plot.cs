using System.Text;
using MlNetDeep.Networks;

namespace MlNetDeep.Tuning;

/// <summary>A drawing of a study or of a part of it, as SVG: browsers and office programs show it, at any size.</summary>
/// <param name="Name">A name that is unique among the plots of a study and fit for a file, e.g. <c>slice-learning_rate</c>.</param>
/// <param name="Title">The title, as the drawing shows it.</param>
/// <param name="Svg">The SVG document. Points and lines tell their trial when the pointer rests on them.</param>
public sealed record Plot(string Name, string Title, string Svg)
{
    /// <summary>True for a drawing that needs more than the usual width.</summary>
    internal bool IsWide { get; init; }

    /// <summary>Writes the SVG document, under a temporary name that is renamed at the end.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(Svg)));
    }
}
