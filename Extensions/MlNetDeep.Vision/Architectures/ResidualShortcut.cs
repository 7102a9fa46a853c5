namespace MlNetDeep.Vision;

/// <summary>How a residual block passes its input on where the number of channels grows (He et al. 2016, section 3.3).</summary>
public enum ResidualShortcut
{
    /// <summary>The paper's option A, without parameters: every other pixel, with zeros in the further channels.</summary>
    ZeroPadding,

    /// <summary>The paper's option B: a 1x1 convolution.</summary>
    Projection,
}
