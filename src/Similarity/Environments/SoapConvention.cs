namespace Similarity.Environments;

/// <summary>Whose factor a power spectrum carries.</summary>
public enum SoapConvention
{
    /// <summary>(−1)^l / √(2l+1), as featomic and rascaline have it.</summary>
    Featomic,

    /// <summary>
    /// 1 / √(2l+1), as librascal has it; its Gaussians are not normalised, which unit vectors do
    /// not show. Products of two power spectra are the same.
    /// </summary>
    Librascal,
}
