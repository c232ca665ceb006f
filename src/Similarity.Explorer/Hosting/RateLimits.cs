using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Similarity.Explorer.Hosting;

/// <summary>
/// How much each address of the network may ask: bursts of a page and its parts, and no more than
/// some hundred requests a second. The machine itself may ask as much as it can.
/// </summary>
internal static class RateLimits
{
    private const int Burst = 600, PerSecond = 200;

    public static void Set(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(PartitionOf);
    }

    private static RateLimitPartition<IPAddress> PartitionOf(HttpContext context)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        return address is null || IPAddress.IsLoopback(address)
            ? RateLimitPartition.GetNoLimiter(IPAddress.None)
            : RateLimitPartition.GetTokenBucketLimiter(
                address,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = Burst,
                    TokensPerPeriod = PerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                });
    }
}
