namespace MlNetDeep.Imaging;

/// <summary>The grey of a colour by ITU-R BT.601, in 16-bit fixed point as Pillow's conversion to "L" rounds it.</summary>
internal static class Luma
{
    public static byte Of(byte r, byte g, byte b) => (byte)((r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16);
}
