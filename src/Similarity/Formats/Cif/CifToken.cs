namespace Similarity.Formats.Cif;

internal enum CifTokenKind
{
    /// <summary><c>data_name</c>; the text is the name.</summary>
    DataBlock,

    /// <summary><c>save_name</c>; the text is the name, empty where the frame ends.</summary>
    SaveFrame,

    /// <summary><c>loop_</c>.</summary>
    Loop,

    /// <summary><c>_tag</c>, in the form of <see cref="CifBlock.Canonical"/>.</summary>
    Tag,

    /// <summary>A bare word, where '?' is unknown and '.' inapplicable.</summary>
    Word,

    /// <summary>A quoted string or text field, in which '?' and '.' are themselves.</summary>
    Quoted,

    End,
}

/// <summary>A lexical unit of a CIF and the line it starts on.</summary>
internal readonly record struct CifToken(CifTokenKind Kind, string Text, long Line)
{
    public bool IsValue => Kind is CifTokenKind.Word or CifTokenKind.Quoted;
}
