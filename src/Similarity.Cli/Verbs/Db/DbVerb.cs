using System.CommandLine;

namespace Similarity.Cli.Verbs.Db;

/// <summary>The verbs that look after a database.</summary>
internal static class DbVerb
{
    public static Command Create() => new("db", "Look after a database.")
    {
        DbInfoVerb.Create(),
        DbVerifyVerb.Create(),
        DbCompactVerb.Create(),
        DbExportVerb.Create(),
        DbCopyVerb.Create(),
        DbDeleteVerb.Create(),
        DbIndexVerb.Create(),
    };
}
