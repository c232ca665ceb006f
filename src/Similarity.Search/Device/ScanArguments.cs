namespace Similarity.Search.Device;

/// <summary>The scores of rows of one buffer for all queries of a batch.</summary>
/// <param name="Rows">Slabs of <see cref="ScanDevice.SlabRows"/> rows, lanes slowest.</param>
/// <param name="Slab">The first slab to take.</param>
/// <param name="Slabs">How many to take.</param>
/// <param name="Queries">Lane j of query q at j · Columns + q.</param>
/// <param name="Columns">The number of queries.</param>
/// <param name="Width">Lanes of a row.</param>
/// <param name="Mask">The rows that may be found; all unless <paramref name="Masked"/>.</param>
/// <param name="FirstRow">The row of the collection that is the first of the slab.</param>
/// <param name="LastRow">The last row of the collection: slabs are padded.</param>
/// <param name="Spans">For each lane the span of the axis it closes, else 0.</param>
/// <param name="Scores">Of row r and query q at q · Slabs · SlabRows + r.</param>
public readonly record struct ScoreArguments(
    ScanBuffer Rows,
    long Slab,
    int Slabs,
    ScanBuffer Queries,
    int Columns,
    int Width,
    ScanBuffer Mask,
    bool Masked,
    int FirstRow,
    int LastRow,
    ScanBuffer Spans,
    ScanBuffer Scores);

/// <summary>Lists, one for each query, of rows with their keys.</summary>
/// <param name="Counts">How many were put in, of which those past the capacity are lost.</param>
/// <param name="Keys">Of list q from q · capacity on.</param>
/// <param name="Rows">Likewise.</param>
public readonly record struct ScanLists(ScanBuffer Counts, ScanBuffer Keys, ScanBuffer Rows);

/// <summary>Puts rows into lists by their scores.</summary>
/// <param name="Stride">Scores from those of one query to those of the next.</param>
/// <param name="From">The first row to take, of those that have scores.</param>
/// <param name="Taken">How many to take.</param>
/// <param name="FirstRow">The row of the collection that the first score belongs to.</param>
/// <param name="RowNorms">|x|² of each row of the collection.</param>
/// <param name="Thresholds">Only keys below that of a query are put in.</param>
/// <param name="Lost">The smallest key that should have been put in and was not.</param>
public readonly record struct CollectArguments(
    ScanBuffer Scores,
    int Stride,
    int From,
    int Taken,
    int FirstRow,
    int LastRow,
    ScanBuffer Mask,
    bool Masked,
    ScoreOrder Order,
    ScanBuffer RowNorms,
    ScanBuffer QueryNorms,
    ScanBuffer Thresholds,
    ScanBuffer Lost,
    ScanLists Lists,
    int Capacity,
    int Columns);

/// <summary>Keeps of each list the smallest keys.</summary>
/// <param name="KeptCapacity">From one list of those kept to the next.</param>
/// <param name="Thresholds">Gets the largest key kept, where others were left out.</param>
/// <param name="Lost">Likewise, where it is smaller than what is there.</param>
public readonly record struct ShrinkArguments(
    ScanLists From,
    ScanLists To,
    int Capacity,
    int Keep,
    int KeptCapacity,
    ScanBuffer Thresholds,
    ScanBuffer Lost,
    int Columns);
