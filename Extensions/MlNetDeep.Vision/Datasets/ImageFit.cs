namespace MlNetDeep.Vision;

/// <summary>How a picture of other proportions is brought to the size of a data set.</summary>
public enum ImageFit
{
    /// <summary>The largest part in the middle with the right proportions is taken; the rest is cut off.</summary>
    CenterCrop,

    /// <summary>The whole picture is stretched; proportions are lost.</summary>
    Stretch,

    /// <summary>The whole picture is kept, with black bars at two sides.</summary>
    Pad,
}
