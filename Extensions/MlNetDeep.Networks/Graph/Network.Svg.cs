using System.Text;

namespace MlNetDeep.Networks;

public sealed partial class Network
{
    /// <summary>
    /// Draws the network: a box for each call of a layer with name, type, output shape and parameters, coloured by the family of the layer,
    /// from the inputs at the top down to the outputs. Frozen layers are dashed and pale, outputs have a thick border.
    /// </summary>
    /// <returns>An SVG document, the same text for the same network everywhere. Browsers and documents show it as it is.</returns>
    public string ToSvg() => new NetworkDrawing(this).ToSvg();

    /// <summary>Saves the drawing of <see cref="ToSvg"/>, under a temporary name that is renamed at the end.</summary>
    /// <param name="path">The file; replaced when it exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] svg = Encoding.UTF8.GetBytes(ToSvg());
        AtomicFile.Write(path, stream => stream.Write(svg));
    }
}
