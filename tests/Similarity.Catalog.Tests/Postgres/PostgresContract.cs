using System.Globalization;
using Npgsql;
using Similarity.Catalog.Postgres;

namespace Similarity.Catalog.Tests.Postgres;

/// <summary>What every store does, and what this one does besides, on some server.</summary>
public abstract partial class PostgresContract : CatalogStoreContract
{
    private static int Schemas;

    private readonly string schema = string.Create(
        CultureInfo.InvariantCulture,
        $"similarity_test_{Environment.ProcessId}_{Interlocked.Increment(ref Schemas)}");

    private bool isUsed;

    protected override string Location => Address($"schema={schema}&partitions=3");

    /// <summary>Its URL; skips the test where there is none.</summary>
    protected abstract string Server();

    protected override ICatalogStore Open(CatalogAccess access, string? location = null) =>
        Store(access, location);

    protected override void Plant(CatalogDamage damage) => Run(damage switch
    {
        CatalogDamage.Lane =>
            "UPDATE vectors SET lanes = set_byte(lanes, 5, 17) WHERE material_id = 'a'",
        CatalogDamage.LaneCount =>
            "UPDATE vectors SET lanes = substr(lanes, 5) WHERE material_id = 'a'",
        CatalogDamage.Formula => "UPDATE materials SET formula = 'TiO' WHERE id = 'a'",
        CatalogDamage.Properties =>
            "UPDATE materials SET properties = '{\"phase\": [\"rutile\"]}' WHERE id = 'a'",
        CatalogDamage.Document =>
            "UPDATE documents SET content = '{}'::bytea WHERE material_id = 'a'",
        _ => "DELETE FROM documents WHERE material_id = 'a';"
            + "DELETE FROM materials WHERE id = 'a'",
    });

    public override void Dispose()
    {
        if (isUsed)
        {
            Run($"DROP SCHEMA IF EXISTS {schema} CASCADE");
        }

        base.Dispose();
    }

    private PostgresCatalogStore Store(CatalogAccess access, string? location = null)
    {
        location ??= Location;
        isUsed = true;
        return PostgresCatalogStore.Open(location, access);
    }

    private string Address(string options)
    {
        string server = Server();
        return server + (server.Contains('?') ? '&' : '?') + options;
    }

    /// <summary>Goes past the store, into its schema.</summary>
    private void Run(string sql) => Ask<object>($"SET search_path = {schema}, public; {sql}");

    private T? Ask<T>(string sql)
        where T : class
    {
        using var connection = new NpgsqlConnection(
            PostgresAddress.Parse(Location).ConnectionString);
        connection.Open();
        using NpgsqlCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as T;
    }
}
