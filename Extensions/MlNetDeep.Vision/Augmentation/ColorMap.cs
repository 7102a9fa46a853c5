namespace MlNetDeep.Vision;

/// <summary>
/// A mixing of colours on the scale 0..255: each new colour is Gain times the old one, plus GrayGain times the pixel's grey,
/// plus Added. Brightness, contrast and saturation in any order keep this form.
/// </summary>
internal readonly record struct ColorMap(float Gain, float GrayGain, float Added)
{
    // ITU-R BT.601; they sum to 1, so that grey stays grey.
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    public static ColorMap Identity => new(1, 0, 0);

    public ColorMap ThenAdd(float amount) => this with { Added = Added + amount };

    public ColorMap ThenScale(float factor) => new(Gain * factor, GrayGain * factor, Added * factor);

    // The grey of a mixed pixel is (Gain + GrayGain) times its grey, plus Added.
    public ColorMap ThenSaturate(float factor) =>
        new(Gain * factor, GrayGain * factor + (1 - factor) * (Gain + GrayGain), Added);

    /// <summary>Mixes the colours in place, limits them to 0..255 and turns them into value * scale + offset. Alpha is not mixed.</summary>
    public void Apply(Span<float> values, int channels, ReadOnlySpan<float> scale, ReadOnlySpan<float> offset)
    {
        for (int i = 0; i < values.Length; i += channels)
        {
            Span<float> pixel = values.Slice(i, channels);
            float gray = channels == 1 ? pixel[0] : Red * pixel[0] + Green * pixel[1] + Blue * pixel[2];
            float added = GrayGain * gray + Added;
            for (int c = 0; c < channels; c++)
            {
                float mixed = c == 3 ? pixel[c] : Math.Clamp(Gain * pixel[c] + added, 0, 255);
                pixel[c] = mixed * scale[c] + offset[c];
            }
        }
    }
}
