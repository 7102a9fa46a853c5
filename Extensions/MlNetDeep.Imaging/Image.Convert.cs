namespace MlNetDeep.Imaging;

public sealed partial class Image
{
    /// <summary>This picture with one channel: grey by ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B). Alpha is dropped. Returns itself when it is grey already.</summary>
    public Image ToGray()
    {
        if (Channels == 1) return this;
        var result = new Image(Width, Height, 1);
        ReadOnlySpan<byte> from = _pixels;
        Span<byte> to = result._pixels;
        for (int i = 0, j = 0; i < to.Length; i++, j += Channels) to[i] = Luma.Of(from[j], from[j + 1], from[j + 2]);
        return result;
    }

    /// <summary>This picture with three channels. Grey is repeated, alpha is dropped without blending. Returns itself when it has three already.</summary>
    public Image ToRgb() => Channels == 3 ? this : ToColor(3);

    /// <summary>This picture with four channels. Grey is repeated, a missing alpha is 255 (opaque). Returns itself when it has four already.</summary>
    public Image ToRgba() => Channels == 4 ? this : ToColor(4);

    internal Image ToChannels(int? channels) => channels switch
    {
        null => this,
        1 => ToGray(),
        3 => ToRgb(),
        _ => ToRgba(),
    };

    private Image ToColor(int channels)
    {
        var result = new Image(Width, Height, channels);
        ReadOnlySpan<byte> from = _pixels;
        Span<byte> to = result._pixels;
        int green = Channels == 1 ? 0 : 1, blue = Channels == 1 ? 0 : 2;
        for (int i = 0, j = 0; i < from.Length; i += Channels, j += channels)
        {
            to[j] = from[i];
            to[j + 1] = from[i + green];
            to[j + 2] = from[i + blue];
            if (channels == 4) to[j + 3] = 255;
        }
        return result;
    }
}
